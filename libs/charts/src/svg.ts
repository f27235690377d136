const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

interface Named {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const ID = /^[a-z][a-z0-9-]*$/;

/**
 * ECharts' SVG with a title and a description that are read out, ids of its own, and neither style elements nor style
 * attributes, which our content security policy would refuse.
 */
export function accessibleSvg(svg: string, { id, title, description }: Named): string {
  if (!ID.test(id)) throw new TypeError(`A chart's id must be lower case letters, digits and hyphens: ${id}`);
  return svg
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replace(/^<svg width="\d+" height="\d+"/, `<svg class="app-chart__drawing" role="img" aria-labelledby="${id}-title ${id}-description"`)
    .replace('>', `><title id="${id}-title">${escaped(title)}</title><desc id="${id}-description">${escaped(description)}</desc>`);
}

/** `font-size:12px;font-family:sans-serif;` as attributes of their own. */
function attributesOf(style: string): string {
  const pairs = style.split(';').map((pair) => pair.split(':', 2));
  return pairs.flatMap(([name, value]) => (name && value ? [` ${name.trim()}="${value.trim()}"`] : [])).join('');
}

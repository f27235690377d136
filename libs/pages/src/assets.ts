import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { GOVUK } from './environment.js';

const SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif';

/**
 * Wakes GOV.UK's components, and unfolds filters where they stand beside the results. Pages work without it. A radio button may not say
 * that it is expanded (WAI-ARIA 1.2), though GOV.UK's radios with a field below do, again whenever one is chosen or the page comes back.
 */
const SCRIPT = (govuk: string) => `import { initAll } from './${govuk}';
initAll();
const expanded = 'input[type="radio"][aria-expanded]';
const unsay = () => document.querySelectorAll(expanded).forEach((radio) => radio.removeAttribute('aria-expanded'));
unsay();
document.addEventListener('click', unsay);
window.addEventListener('pageshow', unsay);
if (window.matchMedia('(min-width: 64.01em)').matches) {
  for (const filter of document.querySelectorAll('.app-filter__fold')) filter.open = true;
}
`;

/** Tells the stylesheet, before anything is shown, that scripts run and which; GOV.UK's components wake only where it did. */
const SUPPORT_SCRIPT = `document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#12436d"/>
<path d="M9 12a4 4 0 1 1 .1 0zm14 0a4 4 0 1 1 .1 0zM3 24c0-5 3-8 6-8s5 2 7 5c2-3 4-5 7-5s6 3 6 8z" fill="#fff"/></svg>`;

interface Asset {
  readonly name: string;
  readonly type: string;
  readonly body: Buffer;
  readonly zipped: Buffer;
}

function asset(stem: string, extension: string, type: string, text: string): Asset {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { name: `${stem}-${hash}.${extension}`, type: `${type}; charset=utf-8`, body, zipped: gzipSync(body) };
}

/** GOV.UK's stylesheet without what is reserved for gov.uk: the GDS Transport font and the crest. */
export function councilNeutral(css: string): string {
  return css
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll(/(["']?)GDS Transport\1,\s*arial,\s*sans-serif/g, SYSTEM_FONTS)
    .replaceAll(/url\([^)]*govuk-crest[^)]*\)/g, 'none')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '');
}

/** The addresses of what a page loads. Each holds the hash of its content, so it may be kept for ever. */
export interface AssetAddresses {
  readonly govukStyles: string;
  readonly styles: string;
  readonly script: string;
  /** Runs before anything is shown. */
  readonly supportScript: string;
  readonly icon: string;
}

const ofGovuk = (name: string): string => readFileSync(join(GOVUK, 'govuk', name), 'utf8');

const at = ({ name }: Asset): string => `/assets/${name}`;

/** Serves stylesheets, scripts and icon under /assets from memory, and says where. */
export function serveAssets(fastify: FastifyInstance): AssetAddresses {
  const govukScript = asset('govuk-frontend', 'js', 'text/javascript', ofGovuk('govuk-frontend.min.js').replace(/\/\/# sourceMapp.*/, ''));
  const govukStyles = asset('govuk-frontend', 'css', 'text/css', councilNeutral(ofGovuk('govuk-frontend.min.css')));
  const styles = asset('pages', 'css', 'text/css', readFileSync(join(import.meta.dirname, 'assets/pages.css'), 'utf8'));
  const script = asset('pages', 'js', 'text/javascript', SCRIPT(govukScript.name));
  const supportScript = asset('support', 'js', 'text/javascript', SUPPORT_SCRIPT);
  const icon = asset('icon', 'svg', 'image/svg+xml', ICON);

  for (const { name, type, body, zipped } of [govukScript, govukStyles, styles, script, supportScript, icon]) {
    fastify.get(`/assets/${name}`, (request, reply) => {
      const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      void reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding');
      return isZipped ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(body);
    });
  }
  return { govukStyles: at(govukStyles), styles: at(styles), script: at(script), supportScript: at(supportScript), icon: at(icon) };
}

import type { ServerResponse } from 'node:http';

/** Text as it may stand in HTML, also inside an attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

const STYLE = `
body { font-family: system-ui, sans-serif; font-size: 1.1875rem; line-height: 1.4; color: #0b0c0c; background: #fff; margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 2rem; line-height: 1.1; margin: 0; }
legend, h2 { font-size: 1.25rem; font-weight: bold; padding: 0; margin: 1.5rem 0 .5rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
label { display: flex; gap: .75rem; align-items: center; padding: .375rem 0; cursor: pointer; }
input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; }
button { font: inherit; color: #fff; background: #00703c; border: 2px solid transparent; padding: .5rem 1rem;
  margin: 1.5rem 1rem 0 0; cursor: pointer; }
.note { color: #484949; overflow-wrap: anywhere; }
article { border-top: 1px solid #b1b4b6; }
.letter { white-space: pre-wrap; overflow-wrap: anywhere; }
.error { border: 4px solid #ca3535; padding: 1rem; margin: 0 0 1.5rem; }
.error a { color: #ca3535; font-weight: bold; }
a:focus, button:focus, input:focus { outline: 3px solid #0b0c0c; outline-offset: 2px; box-shadow: 0 0 0 3px #fd0; }
`;

/** A whole plain page of the local network. The title is text, the content is HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – local network</title>
<style>${STYLE}</style>
</head>
<body><main>${content}</main></body>
</html>
`;
}

/** Answers with a page that may load nothing from anywhere. */
export function answer(response: ServerResponse, status: number, body: string, type = 'text/html; charset=utf-8'): void {
  if (response.headersSent) return;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

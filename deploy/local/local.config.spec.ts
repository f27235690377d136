import { localConfig } from './local.config.js';

test.each(['6000', '5991', '5060'])('ports from %s on, one of which no browser opens, are refused with another to take', (base) => {
  expect(() => localConfig({ PORT_BASE: base })).toThrow(/no browser opens \d{4}[.] Take another, such as 5000[.]$/);
});

test.each(['5000', '5990', '6001'])('ports from %s on are taken', (base) => {
  expect(localConfig({ PORT_BASE: base }).portBase).toBe(Number(base));
});

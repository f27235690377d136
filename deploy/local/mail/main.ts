import { LocalMailServer } from './local-mail-server.js';
import { mailServerConfig } from './mail.config.js';
import { mailPageServer } from './server.js';

const { port, smtpPort } = mailServerConfig();
const mails = await LocalMailServer.listen(smtpPort);
const pages = mailPageServer(mails).listen(port, '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    pages.close();
    pages.closeAllConnections();
    void mails.stop().then(() => process.exit(0));
  });
}

import { stopSharedNetwork } from '../support/network.js';
import { stopSharedBrowser } from '../support/walk.js';
import './trafford.js';
import './officer.js';
import './public.js';
import './consent.js';
import './mapping.js';
import './comparison.js';
import './consultation.js';
import './marks.js';
import './today.js';
import './concern.js';
import './mail.js';
import './nothing-leaks.js';
import './resilience.js';

/** One network with its demonstration content serves all these, one after another; the last ones stop and kill parts of it. */
afterAll(stopSharedNetwork);
afterAll(stopSharedBrowser);

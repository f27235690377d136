export { ABOUT_ONESELF, furtherOf, Label, type Labelled, LABELS, labelsOf, maySee } from './label.js';
export { shown, unlabelledOf } from './shown.js';

import { render } from 'preact';
import './style.css';
import { App } from './app.tsx';
import { chooseLanguage, language } from './language.ts';
import { start } from './session/session.ts';

chooseLanguage(language());
const root = document.getElementById('console');
if (root) {
  render(<App />, root);
  // Nothing of a page is kept for the way back to it: somebody else may sit here by then.
  addEventListener('pagehide', () => render(null, root));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
void start();

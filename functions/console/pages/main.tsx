import { render } from 'preact';
import './style.css';
import { App } from './app.tsx';
import { chooseLanguage, language } from './language.ts';
import { start } from './session/session.ts';

chooseLanguage(language());
const root = document.getElementById('console');
if (root) render(<App />, root);
void start();

import { mount } from 'svelte';
import App from './App.svelte';
import { connectBridge } from './bridge.ts';
import { Desk } from './model/desk.svelte.ts';
import { loadFirstParts } from './shell/parts.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const target = document.getElementById('app');
if (target && window.kagibako) {
  loadFirstParts();
  const desk = new Desk(connectBridge(window.kagibako), { preferred: navigator.language });
  mount(App, { target, props: { desk } });
}

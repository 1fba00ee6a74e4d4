import type { ProxyConfig } from 'electron';
import { languageOf, type Language } from '../../shared/languages.ts';
import { DEFAULT_SETTINGS, type Proxy, type Settings } from '../../shared/settings.ts';

/** What of the system the settings govern. */
export interface Governed {
  readonly setTheme: (theme: Settings['theme']) => void;
  /** For every session that reaches the network. */
  readonly setProxy: (config: ProxyConfig) => Promise<void>;
  readonly speak: (language: Language) => void;
  /** BCP 47 tag of the system's language. */
  readonly systemLanguage: () => string;
}

/** The settings as the program follows them. */
export interface SettingsInForce {
  readonly clipboardMs: number;
  readonly language: Language;
  /** Resolves when requests go the way that the settings say. */
  apply(settings: Settings): Promise<void>;
}

/** As Electron takes it. Addresses of this machine never go through a proxy, as Chromium has it. */
export function proxyConfigOf(proxy: Proxy): ProxyConfig {
  return proxy.mode === 'manual' ? { mode: 'fixed_servers', proxyRules: proxy.url } : { mode: proxy.mode };
}

/** The defaults, until others are applied. */
export function createSettingsInForce({ setTheme, setProxy, speak, systemLanguage }: Governed): SettingsInForce {
  let current = DEFAULT_SETTINGS;
  const language = () => current.language ?? languageOf(systemLanguage());
  return {
    get clipboardMs() {
      return current.clipboardSeconds * 1_000;
    },
    get language() {
      return language();
    },
    async apply(settings) {
      current = settings;
      setTheme(settings.theme);
      speak(language());
      await setProxy(proxyConfigOf(settings.proxy));
    },
  };
}

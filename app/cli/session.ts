import { resolve } from 'node:path';
import { askReports } from '../../main/beside/ask-reports.ts';
import { isReport } from '../../main/beside/report-door.ts';
import { defaultVaultFolder } from '../../main/default-folder.ts';
import type { EngineEvent } from '../../shared/events.ts';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { ConnectionReport } from '../../shared/connection.ts';
import type { VaultStatus } from '../../shared/domain.ts';
import type { Language } from '../../shared/languages.ts';
import type { Result } from '../../shared/result.ts';
import { FailureError } from './failure-error.ts';
import { PASSPHRASE_VARIABLE, SecretSources } from './input/secrets.ts';
import { Interrupts } from './interrupts.ts';
import { clockWarning } from './output/clock-warning.ts';
import { noProgress, terminalProgress, type Progress } from './output/progress.ts';
import type { View } from './output/view.ts';
import type { CommandEngine, Surroundings } from './surroundings.ts';
import type { Saying } from './usage-error.ts';

/** What the flags that every command takes said. */
export interface GlobalSettings {
  readonly json: boolean;
  readonly folder: string | undefined;
  /** Name of the variable that holds the vault's passphrase. */
  readonly passphraseVariable: string | undefined;
}

/** How often a typed passphrase may be wrong. */
const PASSPHRASE_TRIES = 3;

/** One run of one command: the engine, opened when it is first needed, and where secrets come from. */
export class Session {
  readonly surroundings: Surroundings;
  readonly settings: GlobalSettings;
  readonly secrets: SecretSources;
  readonly interrupts: Interrupts;
  readonly #view: View;
  readonly #progress: Progress;
  #engine: Promise<CommandEngine> | undefined;
  /** Of this computer, as far as what LINE answered shows it. */
  #clock: ConnectionReport['clock'] | undefined;

  constructor(surroundings: Surroundings, settings: GlobalSettings, view: View) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.#view = view;
    this.secrets = new SecretSources(surroundings, view.texts);
    this.#progress = surroundings.stderr.isTTY
      ? terminalProgress((text) => void surroundings.stderr.write(text), view.texts)
      : noProgress;
    this.interrupts = new Interrupts(surroundings);
    this.interrupts.handleWith({
      onFirst: () => this.tell(view.texts.say.stopping),
      cancel: (operationId) => void this.ask('operation.cancel', { operationId }),
    });
  }

  /** The language of the person’s text. */
  get language(): Language {
    return this.#view.language;
  }

  /** Whether a person sits there who can be asked before something is done that cannot be taken back. */
  get isInteractive(): boolean {
    const { stdin, stderr } = this.surroundings;
    return !this.settings.json && stdin.isTTY === true && stderr.isTTY === true;
  }

  /** The vault's folder: the flag, the variable, or the same one that the window uses. */
  get folder(): string {
    const { environment } = this.surroundings;
    const named = this.settings.folder ?? environment['KAGIBAKO_VAULT'];
    return named ? resolve(named) : defaultVaultFolder();
  }

  /** Says something to the person who watches, now, on standard error. */
  tell(text: string): void {
    this.#progress.clear();
    this.surroundings.stderr.write(`${text}\n`);
  }

  /** The same for a text that depends on how the person reads. */
  tellWith(text: (view: View) => string): void {
    this.tell(text(this.#view));
  }

  /** Asks yes or no before something is done that cannot be taken back. Anything but a clear yes is a no. */
  async confirm(question: Saying): Promise<boolean> {
    return (await this.secrets.confirmed(question(this.#view.texts))) === true;
  }

  /** The engine's answer, whatever it is. */
  async ask<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>> {
    this.#engine ??= this.surroundings.openEngine(
      this.folder,
      (event) => this.#saw(event),
      [PASSPHRASE_VARIABLE, this.settings.passphraseVariable ?? []].flat(),
    );
    const engine = await this.#engine;
    const result = await engine.call(name, input);
    if (result.ok || result.error.code !== 'vault-in-use' || !isReport(name)) return result;
    // The window has the vault open, for as long as it stays in the tray: it is asked instead.
    return ((await askReports(this.folder, name, input)) as Result<OutputOf<Name>> | undefined) ?? result;
  }

  /** What the engine gives; throws a `FailureError` where it refuses. */
  async call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    const result = await this.ask(name, input);
    if (result.ok) return result.value;
    throw new FailureError(result.error);
  }

  /**
   * Opens the vault. A sealed-file vault's passphrase comes from the variable that was named, else from `KAGIBAKO_PASSPHRASE`, else it is
   * asked for; where nobody can be asked, `passphrase-missing`.
   */
  async openVault(): Promise<VaultStatus> {
    const passphrase = this.givenPassphrase();
    const result = await this.ask('vault.unlock', passphrase === undefined ? {} : { passphrase });
    if (result.ok) return result.value;
    // Who named a variable wants no question asked.
    const mayBeTyped = result.error.code === 'passphrase-missing' && this.settings.passphraseVariable === undefined;
    return (mayBeTyped ? await this.#openByTyping() : undefined) ?? Promise.reject(new FailureError(result.error));
  }

  /** The vault's passphrase where it can be had without asking. */
  givenPassphrase(): string | undefined {
    return this.surroundings.environment[this.settings.passphraseVariable ?? PASSPHRASE_VARIABLE] || undefined;
  }

  /** Takes progress off the screen before anything is printed. */
  clearProgress(): void {
    this.#progress.clear();
  }

  /** Lets the engine finish its work and close its files. Harmless where that was done before. */
  async end(): Promise<void> {
    this.clearProgress();
    const engine = await this.#engine?.catch(() => undefined);
    this.#engine = undefined;
    await engine?.shutdown();
    this.interrupts.stop();
  }

  /** What has to be known of a wrong clock, once the engine has told everything. */
  get clockWarning(): readonly string[] {
    return this.#clock ? clockWarning(this.#clock, this.#view) : [];
  }

  /** Undefined where nobody sits at a terminal. */
  async #openByTyping(): Promise<VaultStatus | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const passphrase = await this.secrets.typed('passphrase');
      if (passphrase === undefined) return undefined;
      const result = await this.ask('vault.unlock', { passphrase });
      if (result.ok) return result.value;
      if (result.error.code !== 'passphrase-wrong' || attempt === PASSPHRASE_TRIES)
        throw new FailureError(result.error);
      this.tellWith(({ texts }) => texts.ask.wrongPassphrase);
    }
  }

  #saw(event: EngineEvent): void {
    if (event.name === 'connection.changed') this.#clock = event.payload.clock;
    this.interrupts.saw(event);
    this.#progress.show(event);
  }
}

import type { Place } from './place.ts';

const AT_MOST = 50;

/** Where one is, where one was, and where one came back from: as in a browser. */
export class PlaceHistory {
  #start: Place;
  #places: readonly Place[] = $state.raw([]);
  #index = $state(0);

  constructor(start: Place) {
    this.#start = start;
    this.#places = [start];
  }

  get place(): Place {
    return this.#places[this.#index] ?? this.#start;
  }

  get canGoBack(): boolean {
    return this.#index > 0;
  }

  get canGoForward(): boolean {
    return this.#index < this.#places.length - 1;
  }

  /** Going where one already is leaves no trace. */
  go(place: Place): void {
    if (isSame(place, this.place)) return;
    this.#places = [...this.#places.slice(0, this.#index + 1), place].slice(-AT_MOST);
    this.#index = this.#places.length - 1;
  }

  /** Whether there was somewhere to go. */
  back(): boolean {
    if (!this.canGoBack) return false;
    this.#index -= 1;
    return true;
  }

  forward(): boolean {
    if (!this.canGoForward) return false;
    this.#index += 1;
    return true;
  }

  forget(): void {
    this.#places = [this.#start];
    this.#index = 0;
  }
}

const isSame = (one: Place, other: Place) => JSON.stringify(one) === JSON.stringify(other);

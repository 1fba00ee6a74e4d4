import { connectionTextsEn } from '../../shared/messages/connection/en.ts';
import { errorTextsEn } from '../../shared/messages/en.ts';
import { PSEUDO_END, PSEUDO_START } from '../messages/pseudo.ts';

/** Attributes that a person reads or hears. */
const SAID_ATTRIBUTES = [
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
];

/** Names of keys and the person's own material: no text of ours. */
const NO_TEXT = 'script, style, kbd, code, pre, textarea';

const BRACKETED = new RegExp(`${PSEUDO_START}[^${PSEUDO_START}${PSEUDO_END}]*${PSEUDO_END}`, 'gu');
/** What Intl writes into dates, and IDs that are shown without their middle. */
const FROM_INTL =
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b(?:GMT|UTC|AM|PM)\b|[\w-]+…[\w-]+/gu;

/** A number, a time of day, or a comma that Intl puts into a date. */
const NUMBERS = /\d+(?:[.,:]\d+)*|,(?=\s*\d)/g;

/** What is left of a text without what is in the brackets of the pseudo-language, without `data`, and without numbers and dates. */
function leftOf(text: string, data: readonly string[]): string {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(BRACKETED, ' ');
  }
  for (const value of data) rest = rest.replaceAll(value, ' ');
  return rest.replace(FROM_INTL, ' ').replace(NUMBERS, ' ');
}

const nameOf = (element: Element) =>
  [
    element.localName,
    element.id && `#${element.id}`,
    ...Array.from(element.classList).map((name) => `.${name.replace(/^svelte-.*/, '')}`),
  ]
    .join('')
    .replace(/\.+$/, '');

/** Where an element stands, in short. */
const whereIs = (element: Element) =>
  [element.parentElement?.parentElement, element.parentElement, element]
    .flatMap((each) => (each ? [nameOf(each)] : []))
    .join(' > ');

/** What an error of the vault says: those texts are shared with the command line and stand outside of the messages. */
const ERRORS = [
  ...Object.values(errorTextsEn).flatMap(({ what, remedy }) => [what, remedy]),
  ...Object.values(connectionTextsEn.problems).flatMap(({ means, remedy }) => [means, remedy]),
  ...Object.values(connectionTextsEn.mendClock),
]
  .map((text) => text.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  .map((parts) => new RegExp(`^${parts.join('.*')}$`));

/**
 * Every text and every label on the page that does not come from the messages, with its place, and punctuation that stands between texts:
 * that differs by language, too. `data`: the person's own words.
 */
export function foreignTexts(data: readonly string[]): string[] {
  const longestFirst = [...data].filter((value) => value !== '').sort((one, other) => other.length - one.length);
  const found = new Set<string>();
  const look = (text: string, where: string, foreign = /\p{L}/u) => {
    if (foreign.test(leftOf(text, longestFirst)) && !ERRORS.some((error) => error.test(text.trim())))
      found.add(`${where}: ${text.trim()}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent && !parent.closest(NO_TEXT)) look(node.textContent ?? '', whereIs(parent), /\p{L}|[.,:;!?]/u);
  }
  for (const element of document.body.querySelectorAll('*'))
    for (const attribute of SAID_ATTRIBUTES) {
      const said = element.getAttribute(attribute);
      if (said !== null) look(said, `${whereIs(element)} [${attribute}]`);
    }
  return [...found];
}

const isShown = (element: HTMLElement) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;

/** What is around an element, from near to far. */
function around(element: Element): Element[] {
  const outer = element.parentElement;
  return outer === null || outer === document.body ? [] : [outer, ...around(outer)];
}

const sideways = (element: Element) => getComputedStyle(element).overflowX;

/** Whether something around the element scrolls sideways or hides what is too much, by intent. */
const isHeld = (element: Element) => around(element).some((outer) => sideways(outer) !== 'visible');

/** Elements that reach out of the window sideways, and places that have to be scrolled sideways. */
export function wideElements(): string[] {
  const shown = Array.from(document.body.querySelectorAll('*')).filter(
    (element): element is HTMLElement => element instanceof HTMLElement && isShown(element),
  );
  const sticksOut = (element: HTMLElement) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1) && !isHeld(element);
  };
  const scrolls = (element: HTMLElement) =>
    /auto|scroll/.test(sideways(element)) && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
  return shown.filter((element) => !element.closest(NO_TEXT) && (sticksOut(element) || scrolls(element))).map(whereIs);
}

/** Whether something that hides what is too much hides a part of the element. */
function isClipped(element: HTMLElement): boolean {
  const { left, right } = element.getBoundingClientRect();
  return around(element).some((outer) => {
    const limits = outer.getBoundingClientRect();
    return /hidden|clip/.test(sideways(outer)) && (left < limits.left - 1 || right > limits.right + 1);
  });
}

/**
 * Buttons, tabs and switches of which not all can be read. A name of the person's own may be shortened, so that only our texts count; what
 * stands in a column of a table may shrink with it where its title says it in full.
 */
export function cutControls(): string[] {
  return Array.from(
    document.body.querySelectorAll<HTMLElement>(
      'button, a.button, summary, [role="tab"], [role="button"], [role="radio"], [role="menuitem"]',
    ),
  )
    .filter((element) => element.textContent.includes(PSEUDO_START) && isShown(element))
    .filter((element) => !(element.title !== '' && element.closest('[role="columnheader"], [role="gridcell"]')))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 || isClipped(element))
    .map((element) => `${whereIs(element)}: ${element.textContent.trim()}`);
}

/** The tab that LINE's console does not have: slots, trouble on order, the clock. */
import type { PracticeChannel, PracticeLiveToken } from '../../platform-face.ts';
import { SLOT_POLICIES } from '../../practice-rules.ts';
import { html, type Html } from '../html.ts';
import { channelCrumbs, channelHead, layout } from '../layout.ts';
import { CLOCK_MOVES, isClockMove, REHEARSAL_NAMES } from '../rehearsals.ts';
import { channelPath, dateAndTime, form, type Visit } from '../visit.ts';

const SLOTS = SLOT_POLICIES['v2.1'].limit ?? 0;

function doIt(visit: Visit, channel: PracticeChannel, action: string, value: string, button: Html): Html {
  return form(
    visit,
    channelPath(channel.channelId, 'rehearse', action),
    html`<input type="hidden" name="what" value="${value}" />${button}`,
    'inline',
  );
}

function slotMap(visit: Visit, tokens: readonly PracticeLiveToken[]): Html {
  const cells = Array.from({ length: SLOTS }, (_, index) => {
    const token = tokens[index];
    const look = token === undefined ? 'free' : token.signingKid === null ? 'other' : 'own';
    return html`<i class="${look}"></i>`;
  });
  const label = visit.messages.rehearse.slotsTaken(tokens.length, SLOTS);
  return html`<div class="slots">
    <div class="cells" role="img" aria-label="${label}">${cells}</div>
    <span class="quiet" aria-hidden="true">${label}</span>
  </div>`;
}

function tokenRow(visit: Visit, channel: PracticeChannel, token: PracticeLiveToken): Html {
  const { rehearse } = visit.messages;
  const isOther = token.signingKid === null;
  const button = html`<button class="button small" type="submit" aria-label="${rehearse.revokeLabel(token.keyId)}">
    ${rehearse.revoke}
  </button>`;
  return html`<tr>
    <td class="mono">${token.keyId}</td>
    <td>
      <span class="shape ${isOther ? 'other' : 'own'}" aria-hidden="true">${isOther ? '◇' : '●'}</span>
      ${isOther ? rehearse.byOther : rehearse.byKey}
    </td>
    <td class="number">${dateAndTime(visit, token.expiresAt)}</td>
    <td class="number">${doIt(visit, channel, 'revoke', token.keyId, button)}</td>
  </tr>`;
}

function slotCard(visit: Visit, channel: PracticeChannel): Html {
  const { rehearse } = visit.messages;
  const tokens = visit.operations.liveTokens(channel.channelId);
  const table = html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${rehearse.keyId}</th>
          <th scope="col">${rehearse.issuedBy}</th>
          <th scope="col" class="number">${rehearse.expires}</th>
          <th scope="col" class="number"><span class="unseen">${rehearse.action}</span></th>
        </tr>
      </thead>
      <tbody>
        ${tokens.map((token) => tokenRow(visit, channel, token))}
      </tbody>
    </table>
  </div>`;
  const button = html`<button class="button" type="submit">${rehearse.foreign.button}</button>`;
  const more =
    tokens.length < SLOTS
      ? html`<p class="grow hint">${rehearse.foreign.about}</p>
          ${doIt(visit, channel, 'foreign-token', 'issue', button)}`
      : html`<p class="grow hint soon">${rehearse.full}</p>`;
  return html`<section class="card">
    <div class="padded">
      <h2>${rehearse.slots}</h2>
      ${slotMap(visit, tokens)}
      <p class="hint">${rehearse.slotsAbout}</p>
    </div>
    ${tokens.length > 0 ? table : undefined}
    <div class="line foot">${more}</div>
  </section>`;
}

function faultCard(visit: Visit, channel: PracticeChannel): Html {
  const { rehearse } = visit.messages;
  const pending = visit.operations.pendingFaults().filter(({ channelId }) => channelId === channel.channelId).length;
  const rows = REHEARSAL_NAMES.map((name) => {
    const { button, about } = rehearse.rehearsals[name];
    return html`<div class="line foot">
      <p class="grow hint">${about}</p>
      ${doIt(visit, channel, 'fault', name, html`<button class="button" type="submit">${button}</button>`)}
    </div>`;
  });
  const waiting = html`<div class="line">
    <p class="grow soon" role="status"><span aria-hidden="true">▲</span> ${rehearse.pending(pending)}</p>
    ${doIt(visit, channel, 'fault', 'none', html`<button class="button small" type="submit">${rehearse.clear}</button>`)}
  </div>`;
  return html`<section class="card">
    <div class="padded">
      <h2>${rehearse.faults}</h2>
      <p class="hint">${rehearse.faultsAbout}</p>
      ${pending > 0 ? waiting : undefined}
    </div>
    ${rows}
  </section>`;
}

function clockCard(visit: Visit, channel: PracticeChannel): Html {
  const { rehearse } = visit.messages;
  const { clock } = visit.operations;
  const buttons = Object.keys(CLOCK_MOVES)
    .filter(isClockMove)
    .map((move) =>
      doIt(
        visit,
        channel,
        'clock',
        move,
        html`<button class="button" type="submit">${rehearse.moveClock[move]}</button>`,
      ),
    );
  const offset = clock.offsetSeconds === 0 ? rehearse.clockRight : rehearse.clockOff(clock.offsetSeconds);
  return html`<section class="card padded">
    <h2>${rehearse.clock}</h2>
    <p class="hint">${rehearse.clockAbout}</p>
    <div class="line">
      <p class="grow">
        ${rehearse.clockNow(dateAndTime(visit, clock.nowMs()))}
        <span class="${clock.offsetSeconds === 0 ? 'quiet' : 'soon'}">${offset}</span>
      </p>
      ${buttons}
    </div>
  </section>`;
}

/** `GET /console/channels/:channelId/rehearse` */
export function rehearsePage(visit: Visit, channel: PracticeChannel): Html {
  const { rehearse, channel: words } = visit.messages;
  return layout(
    visit,
    `${channel.name} · ${words.rehearse}`,
    channelCrumbs(visit, channel),
    html`${channelHead(visit, channel)}
      <p class="lead">${rehearse.about}</p>
      ${slotCard(visit, channel)}${faultCard(visit, channel)}${clockCard(visit, channel)}`,
  );
}

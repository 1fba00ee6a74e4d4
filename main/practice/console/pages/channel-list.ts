/** The list of practice channels, and the form for one more. */
import { SLOT_POLICIES } from '../../practice-rules.ts';
import { html, type Html } from '../html.ts';
import { flash, layout } from '../layout.ts';
import { channelPath, form, href, type Visit } from '../visit.ts';

function table(visit: Visit): Html {
  const { messages, operations } = visit;
  const words = messages.channels;
  const rows = operations.channels().map(
    ({ channelId, name }) =>
      html`<tr>
        <td><a href="${href(visit, channelPath(channelId))}">${name}</a></td>
        <td class="mono">${channelId}</td>
        <td class="number">${operations.publicKeys(channelId).length}</td>
        <td class="number">${operations.liveKeyIds(channelId).length} / ${SLOT_POLICIES['v2.1'].limit}</td>
      </tr>`,
  );
  if (rows.length === 0) return html`<p class="empty">${words.none}</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${words.name}</th>
          <th scope="col">${words.channelId}</th>
          <th scope="col" class="number">${words.keys}</th>
          <th scope="col" class="number">${words.slots}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** `GET /console`. `isNameMissing` after a form without a usable name. */
export function channelListPage(visit: Visit, isNameMissing = false): Html {
  const words = visit.messages.channels;
  const { common } = visit.messages;
  const createForm = form(
    visit,
    '/console/channels',
    html`<label for="name">${words.createName}</label>
      <div class="line">
        <input
          id="name"
          name="name"
          type="text"
          maxlength="100"
          required
          autocomplete="off"
          aria-describedby="name-hint"
        />
        <button class="button primary" type="submit">${words.create}</button>
      </div>
      <p class="hint" id="name-hint">${words.createHint}</p>`,
  );
  return layout(
    visit,
    words.heading,
    [{ name: common.console }],
    html`${isNameMissing ? flash('refused', html`<p>${words.nameMissing}</p>`) : undefined}
      <h1>${common.provider}</h1>
      <p class="lead">${words.about}</p>
      <section class="card">${table(visit)}</section>
      <section class="card padded">
        <h2>${words.createHeading}</h2>
        ${createForm}
      </section>`,
  );
}

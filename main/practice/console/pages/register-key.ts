/** The form that takes a public key, and what it says about one that it cannot take. */
import type { PracticeChannel } from '../../platform-face.ts';
import type { PublicKeyProblem } from '../../register/public-key-rules.ts';
import { html, type Html } from '../html.ts';
import { channelCrumbs, flash, layout } from '../layout.ts';
import { channelPath, form, href, type Visit } from '../visit.ts';

/** A refused attempt. */
export interface RefusedKey {
  readonly problems: readonly PublicKeyProblem[];
  readonly pasted: string;
}

function refusal(visit: Visit, { problems }: RefusedKey): Html {
  const { registration } = visit.messages;
  const items = problems.map((problem) => {
    const { what, why } = registration.problems[problem];
    return html`<li><strong>${what}</strong> ${why}</li>`;
  });
  return flash(
    'refused',
    html`<p><strong>${registration.refusedHeading}</strong></p>
      <ul id="problems">
        ${items}
      </ul>`,
  );
}

/** `GET /console/channels/:channelId/register-public-key`. A private key that was pasted is not sent back to the page. */
export function registerKeyPage(visit: Visit, channel: PracticeChannel, refused?: RefusedKey): Html {
  const { registration, common } = visit.messages;
  const path = channelPath(channel.channelId, 'register-public-key');
  const pasted = refused === undefined || refused.problems.includes('private-members') ? '' : refused.pasted;
  const described = refused === undefined ? 'rules' : 'rules problems';
  return layout(
    visit,
    registration.heading,
    channelCrumbs(visit, channel, registration.heading),
    html`${refused === undefined ? undefined : refusal(visit, refused)}
      <h1>${registration.heading}</h1>
      <p class="lead">${registration.about}</p>
      <section class="card padded">
        ${form(
          visit,
          path,
          html`<label for="public-key">${registration.field}</label>
            <textarea
              id="public-key"
              name="public_key"
              rows="12"
              required
              spellcheck="false"
              autocomplete="off"
              aria-describedby="${described}"
              ${refused === undefined ? undefined : html`aria-invalid="true"`}
            >
${pasted}</textarea>
            <p class="hint" id="rules">${registration.rules}</p>
            <div class="actions">
              <button class="button primary" type="submit">${registration.submit}</button>
              <a class="button" href="${href(visit, channelPath(channel.channelId))}">${common.cancel}</a>
            </div>`,
        )}
      </section>`,
  );
}

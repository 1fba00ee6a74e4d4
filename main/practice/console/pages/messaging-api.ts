/** The Messaging API tab: the long-lived token, which is the only one that LINE's console issues. */
import type { PracticeChannel } from '../../platform-face.ts';
import { LONG_LIVED_OVERLAP_MAX_HOURS } from '../../practice-rules.ts';
import { html, type Html } from '../html.ts';
import { channelCrumbs, channelHead, flash, layout } from '../layout.ts';
import { form, type Visit } from '../visit.ts';

/** `GET /console/channels/:channelId/messaging-api`. The answer to its form shows the `issued` token, this once. */
export function messagingApiPage(visit: Visit, channel: PracticeChannel, issued?: string): Html {
  const { messagingApi, channel: words } = visit.messages;
  const choices = Array.from({ length: LONG_LIVED_OVERLAP_MAX_HOURS + 1 }, (_, hours) => {
    return html`<option value="${hours}">${hours === 0 ? messagingApi.keepNow : messagingApi.hours(hours)}</option>`;
  });
  const shown = html`<p><strong>${messagingApi.issued}</strong></p>
    <p><output class="copy">${issued}</output></p>`;
  return layout(
    visit,
    `${channel.name} · ${words.messagingApi}`,
    channelCrumbs(visit, channel),
    html`${channelHead(visit, channel)}${issued === undefined ? undefined : flash('done', shown)}
      <section class="card padded">
        <h2>${messagingApi.longLived}</h2>
        <p class="hint">${messagingApi.longLivedAbout}</p>
        ${form(
          visit,
          visit.path,
          html`<label for="keep-old">${messagingApi.keepOld}</label>
            <div class="line">
              <select id="keep-old" name="keep_old_hours">
                ${choices}
              </select>
              <button class="button" type="submit">${messagingApi.issue}</button>
            </div>`,
        )}
      </section>
      <p class="quiet">${messagingApi.noV21}</p>`,
  );
}

/** Questions before something that cannot be undone. */
import type { PracticeChannel } from '../../platform-face.ts';
import { html, type Html } from '../html.ts';
import { channelCrumbs, layout } from '../layout.ts';
import { channelPath, form, href, type Visit } from '../visit.ts';

interface Question {
  readonly heading: string;
  readonly content: Html;
  readonly submit: string;
}

function question(visit: Visit, channel: PracticeChannel, { heading, content, submit }: Question): Html {
  const buttons = html`<div class="actions">
    <button class="button danger" type="submit">${submit}</button>
    <a class="button" href="${href(visit, channelPath(channel.channelId))}">${visit.messages.common.cancel}</a>
  </div>`;
  return layout(
    visit,
    heading,
    channelCrumbs(visit, channel, heading),
    html`<h1>${heading}</h1>
      <section class="card padded">${content}${form(visit, visit.path, buttons)}</section>`,
  );
}

/** `GET /console/channels/:channelId/public-keys/:kid/delete`; undefined where the channel has no such key. */
export function deleteKeyPage(visit: Visit, channel: PracticeChannel, kid: string): Html | undefined {
  const { deletion } = visit.messages;
  if (!visit.operations.publicKeys(channel.channelId).some((key) => key.kid === kid)) return undefined;
  return question(visit, channel, {
    heading: deletion.heading,
    content: html`<p><code class="copy">${kid}</code></p>
      <p>${deletion.about}</p>
      <p class="hint">${deletion.fate[visit.operations.knobs.tokensWhenKeyDeleted]}</p>`,
    submit: deletion.submit,
  });
}

/** `GET /console/channels/:channelId/channel-secret/issue` */
export function issueSecretPage(visit: Visit, channel: PracticeChannel): Html {
  const { secretIssue } = visit.messages;
  return question(visit, channel, {
    heading: secretIssue.heading,
    content: html`<p>${secretIssue.about}</p>`,
    submit: secretIssue.submit,
  });
}

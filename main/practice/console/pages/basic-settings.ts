/** The basic settings of a channel: IDs, secret, assertion signing keys. */
import type { PracticeChannel } from '../../platform-face.ts';
import { html, type Html } from '../html.ts';
import { channelCrumbs, channelHead, flash, layout } from '../layout.ts';
import { channelPath, dateAndTime, href, type Visit } from '../visit.ts';

function whatWasDone(visit: Visit, channel: PracticeChannel): Html | undefined {
  const { basic } = visit.messages;
  const registered = visit.query.get('registered');
  const isOurs = visit.operations.publicKeys(channel.channelId).some(({ kid }) => kid === registered);
  if (registered !== null && isOurs)
    return flash(
      'done',
      html`<p><strong>${basic.registeredHeading}</strong></p>
        <p><output class="copy">${registered}</output></p>
        <p class="hint">${basic.registeredAbout}</p>`,
    );
  if (visit.query.has('deleted')) return flash('done', html`<p>${basic.deleted}</p>`);
  return visit.query.has('secret-issued') ? flash('done', html`<p>${basic.secretIssued}</p>`) : undefined;
}

function keyList(visit: Visit, channel: PracticeChannel): Html {
  const { basic } = visit.messages;
  const items = visit.operations.publicKeys(channel.channelId).map(
    ({ kid, registeredAt }) =>
      html`<li>
        <code class="copy">${kid}</code>
        <span class="quiet">${basic.registeredAt(dateAndTime(visit, registeredAt))}</span>
        <a
          class="button small danger"
          href="${href(visit, channelPath(channel.channelId, 'public-keys', kid, 'delete'))}"
          aria-label="${basic.deleteLabel(kid)}"
          >${basic.delete}</a
        >
      </li>`,
  );
  if (items.length === 0) return html`<p class="empty-row">${basic.noKeys}</p>`;
  return html`<h3>${basic.kids}</h3>
    <ul class="kids">
      ${items}
    </ul>`;
}

function row(label: string, content: Html): Html {
  return html`<div class="row">
    <dt>${label}</dt>
    <dd>${content}</dd>
  </div>`;
}

/** `GET /console/channels/:channelId` */
export function basicSettingsPage(visit: Visit, channel: PracticeChannel): Html {
  const { basic, channel: words } = visit.messages;
  const { channelId } = channel;
  return layout(
    visit,
    `${channel.name} · ${words.basicSettings}`,
    channelCrumbs(visit, channel),
    html`${channelHead(visit, channel)}${whatWasDone(visit, channel)}
      <section class="card">
        <h2 class="padded-heading">${basic.heading}</h2>
        <dl class="rows">
          ${row(basic.name, html`${channel.name}`)}
          ${row(basic.channelId, html`<code class="copy">${channelId}</code>`)}
          ${row(
            basic.channelSecret,
            html`<div class="line">
                <code class="copy">${channel.channelSecret}</code>
                <a class="button small" href="${href(visit, channelPath(channelId, 'channel-secret', 'issue'))}"
                  >${basic.issueSecret}</a
                >
              </div>
              <p class="hint soon">${basic.secretNotice}</p>`,
          )}
          ${row(
            basic.signingKey,
            html`<div class="line">
                <p class="hint grow">${basic.signingKeyAbout}</p>
                <a class="button primary" href="${href(visit, channelPath(channelId, 'register-public-key'))}"
                  >${basic.register}</a
                >
              </div>
              ${keyList(visit, channel)}`,
          )}
        </dl>
      </section>`,
  );
}

import dbus, { type MessageBus } from 'dbus-next';

/**
 * The parts of a desktop that a program meets on the session bus, made of nothing but listeners: a panel with a tray (freedesktop's StatusNotifierItem
 * and the dbusmenu of its icons) and a notification daemon ("Desktop Notifications Specification").
 */

const { Interface, ACCESS_READ } = dbus.interface;
const WATCHER = 'org.kde.StatusNotifierWatcher';
const NOTIFICATIONS = 'org.freedesktop.Notifications';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

/** An entry of the tray's menu; a separator has no label. */
export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
}

export interface DesktopBus {
  /** What was asked to be shown, the first first. */
  readonly notifications: readonly ShownNotification[];
  /** The bus names of the icons that registered and are still there. */
  items(): Promise<readonly string[]>;
  /** A person clicks on a notification. */
  click(id: number): void;
  tooltip(): Promise<string>;
  /** Sizes of the icon's pictures, in pixels. */
  iconSizes(): Promise<readonly number[]>;
  /** A person clicks on the icon. */
  activate(): Promise<void>;
  menu(): Promise<readonly MenuEntry[]>;
  /** A person chooses the first entry whose label matches. */
  choose(label: RegExp): Promise<void>;
  /** Takes everything off the bus; once is enough. */
  close(): Promise<void>;
}

class Watcher extends Interface {
  readonly registered: string[] = [];

  get RegisteredStatusNotifierItems(): string[] {
    return this.registered;
  }

  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }

  get ProtocolVersion(): number {
    return 0;
  }

  RegisterStatusNotifierItem(service: string): void {
    this.registered.push(service);
  }

  RegisterStatusNotifierHost(_service: string): void {
    // There is one already.
  }
}
Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: ACCESS_READ },
    IsStatusNotifierHostRegistered: { signature: 'b', access: ACCESS_READ },
    ProtocolVersion: { signature: 'i', access: ACCESS_READ },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
});

class Daemon extends Interface {
  readonly shown: ShownNotification[] = [];

  GetCapabilities(): string[] {
    return ['body', 'actions'];
  }

  GetServerInformation(): [string, string, string, string] {
    return ['listener', 'kagibako', '1', '1.2'];
  }

  Notify(
    _app: string,
    _replaces: number,
    _icon: string,
    title: string,
    body: string,
    actions: string[],
    _hints: unknown,
    _expires: number,
  ): number {
    const id = this.shown.length + 1;
    this.shown.push({ id, title, body, actions });
    return id;
  }

  CloseNotification(_id: number): void {
    // Nothing is on a screen.
  }

  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action];
  }
}
Daemon.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { ActionInvoked: { signature: 'us' } },
});

interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

async function ask(bus: MessageBus, call: Call): Promise<readonly unknown[]> {
  const answer = await bus.call(
    new dbus.Message({ ...call, signature: call.signature ?? '', body: [...(call.body ?? [])] }),
  );
  return (answer?.body ?? []) as readonly unknown[];
}

const valueOf = (variant: unknown): unknown => (variant instanceof dbus.Variant ? variant.value : variant);

type Layout = [id: number, properties: { readonly [name: string]: unknown }, children: readonly unknown[]];

/** On the session bus of this process. `tray`: whether there is a panel that shows icons. */
export async function openDesktopBus({ tray }: { readonly tray: boolean }): Promise<DesktopBus> {
  const bus = dbus.sessionBus();
  const watcher = new Watcher(WATCHER);
  const daemon = new Daemon(NOTIFICATIONS);
  let isClosed = false;
  bus.export('/org/freedesktop/Notifications', daemon);
  await bus.requestName(NOTIFICATIONS, 0);
  if (tray) {
    bus.export('/StatusNotifierWatcher', watcher);
    await bus.requestName(WATCHER, 0);
  }

  async function hasOwner(name: string): Promise<boolean> {
    const call = {
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
    };
    const [owned] = await ask(bus, { ...call, member: 'NameHasOwner', signature: 's', body: [name] });
    return owned === true;
  }

  async function items(): Promise<readonly string[]> {
    const owned = await Promise.all(watcher.registered.map(hasOwner));
    return watcher.registered.filter((_name, index) => owned[index]);
  }

  /** The icon that registered last. */
  async function item(): Promise<string> {
    const name = (await items()).at(-1);
    if (name === undefined) throw new Error('there is no icon in the tray');
    return name;
  }

  async function property(name: string): Promise<unknown> {
    const place = { destination: await item(), path: '/StatusNotifierItem' };
    const [value] = await ask(bus, {
      ...place,
      interface: PROPERTIES,
      member: 'Get',
      signature: 'ss',
      body: [ITEM, name],
    });
    return valueOf(value);
  }

  const menuPlace = async () => ({
    destination: await item(),
    path: (await property('Menu')) as string,
    interface: MENU,
  });

  async function menu(): Promise<readonly MenuEntry[]> {
    const call = { member: 'GetLayout', signature: 'iias', body: [0, -1, []] };
    const [, root] = (await ask(bus, { ...(await menuPlace()), ...call })) as [number, Layout];
    return root[2].map((child) => {
      const [id, properties] = valueOf(child) as Layout;
      const label = valueOf(properties['label']);
      // An underscore marks a letter there; two are one.
      const text = typeof label === 'string' ? label.replaceAll(/_(.)/g, '$1') : '';
      return { id, label: text, enabled: valueOf(properties['enabled']) !== false };
    });
  }

  return {
    notifications: daemon.shown,
    items,
    click: (id) => void daemon.ActionInvoked(id, 'default'),
    async tooltip() {
      const [, , title, text] = (await property('ToolTip')) as [string, unknown, string, string];
      return title || text;
    },
    async iconSizes() {
      const pictures = (await property('IconPixmap')) as readonly (readonly [width: number])[];
      return pictures.map(([width]) => width);
    },
    async activate() {
      const place = { destination: await item(), path: '/StatusNotifierItem', interface: ITEM };
      await ask(bus, { ...place, member: 'Activate', signature: 'ii', body: [0, 0] });
    },
    menu,
    async choose(label) {
      const entry = (await menu()).find((each) => label.test(each.label));
      if (!entry) throw new Error(`no ${String(label)} in the tray's menu`);
      const event = [entry.id, 'clicked', new dbus.Variant('i', 0), 0];
      await ask(bus, { ...(await menuPlace()), member: 'Event', signature: 'isvu', body: event });
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await bus.releaseName(NOTIFICATIONS);
      if (tray) await bus.releaseName(WATCHER);
      bus.disconnect();
    },
  };
}

/** The texts of menus and of the system's dialogs. `&` stands before the letter that Alt opens a menu with; macOS leaves it out. */
export const desktopTextsEn = {
  menu: {
    file: '&File',
    edit: '&Edit',
    view: '&View',
    token: '&Token',
    window: '&Window',
    help: '&Help',
  },
  app: {
    about: 'About Kagibako',
    settings: 'Settings…',
    services: 'Services',
    hide: 'Hide Kagibako',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit Kagibako',
    /** As Windows and Linux call it. */
    exit: 'Quit',
  },
  file: {
    newToken: 'New token…',
    addChannel: 'Add channel…',
    lock: 'Lock the vault',
    closeWindow: 'Close window',
  },
  edit: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    find: 'Find',
  },
  view: {
    overview: 'Overview',
    tokens: 'Tokens',
    channels: 'Channels',
    activity: 'Activity',
    settings: 'Settings',
    palette: 'Command palette…',
    back: 'Back',
    forward: 'Forward',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    developerTools: 'Developer tools',
  },
  token: {
    checkAll: 'Check all channels',
    verify: 'Verify a token…',
  },
  window: {
    minimise: 'Minimize',
    zoom: 'Zoom',
    front: 'Bring all to front',
  },
  help: {
    shortcuts: 'Keyboard shortcuts',
    openFolder: 'Open data folder',
  },
  dialogs: {
    openKey: 'Import a private key',
    openKeyButton: 'Import',
    savePublicKey: 'Save the public key',
    savePublicKeyButton: 'Save',
    keyFiles: 'Keys (JSON, PEM)',
    json: 'JSON',
    allFiles: 'All files',
  },
};

export type DesktopTexts = typeof desktopTextsEn;

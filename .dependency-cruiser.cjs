/** Rooms of the server, lowest first: a room may import only rooms before it. `main` files and `app` compose all of them. */
const ROOMS = [
  'platform',
  'people',
  'curriculum',
  'library',
  'schedule',
  'lessons',
  'courses',
  'recordings',
  'research',
  'training',
  'reports',
  'demo',
]

const upward = ROOMS.slice(0, -1).map((room, index) => ({
  name: `server-${room}-imports-only-lower-rooms`,
  comment: `server/src/${room} stands below ${ROOMS.slice(index + 1).join(', ')}`,
  severity: 'error',
  from: { path: `^server/src/${room}/` },
  to: { path: `^server/src/(${ROOMS.slice(index + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    ...upward,
    {
      name: 'contract-imports-only-zod',
      comment: 'The contract runs in browsers, servers and media nodes: no framework, no I/O.',
      severity: 'error',
      from: { path: '^server/contract/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^(server/contract/src/|node_modules/zod/)' },
    },
    {
      name: 'media-imports-only-the-contract',
      comment: 'A media node knows tickets and tracks, never people or courses, never the database.',
      severity: 'error',
      from: { path: '^media/src/' },
      to: { path: '^(server/src|web|tests|scripts)/|^node_modules/(pg|typeorm|pg-boss|@nestjs)/' },
    },
    {
      name: 'server-imports-no-other-process',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^(media|web|tests|scripts)/' },
    },
    {
      name: 'web-imports-no-server',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^(server/src|media|tests|scripts)/' },
    },
    {
      name: 'web-feature-imports-no-other-feature',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'web-low-folders-import-no-feature',
      severity: 'error',
      from: { path: '^web/src/(live|components|lib|config)/' },
      to: { path: '^web/src/(app|features)/' },
    },
    {
      name: 'web-live-is-free-of-ui',
      comment: 'React subscribes to live/; live/ does not know React.',
      severity: 'error',
      from: { path: '^web/src/live/' },
      to: { path: '^node_modules/(react|react-dom|antd|react-router|@ant-design)/|^web/src/components/' },
    },
    {
      name: 'light-pages-know-no-antd',
      comment:
        'Home, library and player open on a thin line: dialogs made of antd are loaded when they are opened.',
      severity: 'error',
      from: {
        path: '^web/src/(app/(routes|layouts)/|components/plain/|features/library/(find|resource|watch|view|card)/|features/lessons/day/)',
        pathNot: 'app/layouts/(antd-pages|first-password-gate)',
      },
      to: { path: '^node_modules/antd/|^web/src/components/antd/' },
    },
    {
      name: 'product-imports-no-test',
      severity: 'error',
      from: { path: '^(server|media|web)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '\\.spec\\.tsx?$|^tests/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
    builtInModules: { override: [...require('node:module').builtinModules], add: ['node:sqlite'] },
  },
}

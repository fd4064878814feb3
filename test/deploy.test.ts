import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { registry } from '../src/http/measures.ts'
import { readSettings } from '../src/settings/settings.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const dockerfile = read('Dockerfile')
const instructions = dockerfile
  .replaceAll('\\\n', ' ')
  .split('\n')
  .flatMap((line) => {
    const [, name, words] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    return name && words ? [{ name, words }] : []
  })
const wordsOf = (name: string) =>
  instructions.flatMap((one) => (one.name === name ? [one.words] : []))

/** The names of all settings: those that reading them asks for. */
function settingNames(): string[] {
  const names = new Set<string>()
  const ask = (_: object, name: string | symbol) => {
    names.add(String(name))
    return undefined
  }
  readSettings(new Proxy({}, { get: ask, ownKeys: () => [] }))
  return [...names]
}

test('the image is built without complaint, on pinned bases, of files that are there, and is not root', () => {
  expect(validate(dockerfile).map(({ message }) => message)).toEqual([])
  for (const base of wordsOf('FROM')) expect(base).toMatch(/^node:26-bookworm-slim( AS build)?$/)
  expect(wordsOf('USER')).toEqual(['node'])
  expect(instructions.findLastIndex(({ name }) => name === 'RUN')).toBeLessThan(
    instructions.findIndex(({ name }) => name === 'USER'),
  )
  const copied = wordsOf('COPY').flatMap((words) =>
    /^--from/.test(words) ? [] : words.split(' ').slice(0, -1),
  )
  for (const path of copied) {
    expect(existsSync(path), path).toBe(true)
    expect(read('.dockerignore')).toContain(`!${path}\n`)
  }
  const [command] = wordsOf('CMD')
  expect(`node ${(JSON.parse(command ?? '[]') as string[]).slice(1).join(' ')}`).toBe(
    JSON.parse(read('package.json')).scripts.start,
  )
  expect(wordsOf('HEALTHCHECK')).toHaveLength(1)
  for (const script of wordsOf('RUN').flatMap((words) => /npm run (\S+)/.exec(words)?.[1] ?? []))
    expect(JSON.parse(read('package.json')).scripts).toHaveProperty(script)
})

interface Service {
  readonly image?: string
  readonly build?: string
  readonly volumes: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly restart?: string
  readonly depends_on?: Record<string, { readonly condition: string }>
  readonly environment: Record<string, string>
}

test('the compose file starts PostgreSQL first, keeps its data, and gives Jari settings it knows', () => {
  const { services, volumes } = parse(read('compose.yaml')) as {
    services: Record<string, Service>
    volumes: Record<string, unknown>
  }
  for (const [name, service] of Object.entries(services)) {
    expect(service.healthcheck?.test[0], name).toBe('CMD')
    expect(service.restart, name).toBe('unless-stopped')
    expect(service.image ?? service.build, name).not.toMatch(/latest/)
    for (const volume of service.volumes) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '')
  }
  const { jari, postgres } = services
  expect(postgres?.image).toMatch(/^postgres:18-/)
  expect(jari?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  const given = { POSTGRES_PASSWORD: 'letters1', JARI_PUBLIC_URL: 'https://jari.example.com' }
  const environment = Object.fromEntries(
    Object.entries(jari?.environment ?? {}).map(([name, text]) => [
      name,
      text.replaceAll(/\$\{(\w+):\?\}/g, (_, which) => given[which as keyof typeof given]),
    ]),
  )
  expect(readSettings(environment)).toMatchObject({
    databaseUrl: 'postgres://jari:letters1@postgres:5432/jari',
    publicUrl: 'https://jari.example.com',
  })
  const [, folder] = jari?.volumes[0]?.split(':') ?? []
  expect(wordsOf('ENV').join()).toContain(`JARI_DATA_DIR=${folder}`)
})

test('the unit runs what npm start runs, not as root, and restarts it unless its settings are wrong', () => {
  const lines = read('deploy/jari.service').split('\n')
  const entryOf = (name: string) =>
    lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
  const script = JSON.parse(read('package.json')).scripts.start
  expect(entryOf('ExecStart')).toBe(`/srv/jari/node_modules/.bin/${script}`)
  expect(entryOf('User')).toBe('jari')
  expect([entryOf('Restart'), entryOf('RestartPreventExitStatus')]).toEqual(['always', '78'])
  expect(spawnSync('systemd-analyze', ['--version']).error ?? exposure()).toSatisfy(
    (found: unknown) => found instanceof Error || (found as number) < 4,
  )
})

/** How much of the machine the unit can reach, from 0 to 10, as systemd judges it. */
function exposure(): number {
  const judged = execFileSync('systemd-analyze', [
    'security',
    '--offline=true',
    'deploy/jari.service',
  ])
  return Number(/exposure level for jari\.service: ([\d.]+)/.exec(String(judged))?.[1] ?? 10)
}

test('docs/running.md has every setting, and no other', () => {
  const documented = [
    ...read('docs/running.md').matchAll(/`([A-Z][A-Z_\d]{3,})(?:=yes)?`/g),
  ].flatMap(([, name]) => name ?? [])
  const ours = documented.filter((name) =>
    /^(JARI|NATS|KAKAOPAY|TOSS|PORTONE|IAMPORT|STRIPE)_[A-Z]/.test(name),
  )
  const names = [...settingNames(), 'JARI_TOPICS'] // a stream of NATS
  expect(names.filter((name) => !documented.includes(name))).toEqual([])
  expect(ours.filter((name) => !names.includes(name))).toEqual([])
})

interface Dashboard {
  readonly panels: readonly {
    readonly title: string
    readonly targets: { readonly expr: string }[]
  }[]
}

test('the dashboard asks only for what /metrics says, by labels that it has', async () => {
  const said = await registry.getMetricsAsJSON()
  const labelsOf = new Map(
    said.flatMap(({ name, type }) => {
      const { labelNames = [] } = registry.getSingleMetric(name) as { labelNames?: string[] }
      const parts = `${type}` === 'histogram' ? ['_bucket', '_count', '_sum'] : ['']
      return parts.map((part): [string, string[]] => [
        name + part,
        [...labelNames, 'le', 'instance'],
      ])
    }),
  )
  const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as Dashboard
  for (const { title, targets } of panels)
    for (const { expr } of targets) {
      const names = expr.match(/\b[a-z]+_[a-z_0-9]+\b/g)?.filter((name) => !/quantile/.test(name))
      expect(names?.length, title).toBeGreaterThan(0)
      for (const name of names ?? []) {
        expect([...labelsOf.keys()], title).toContain(name)
        const groups = expr.match(/by \(([^)]*)\)/)?.[1]?.split(', ') ?? []
        const filters = [...expr.matchAll(/(\w+)=~?"/g)].map(([, label]) => label ?? '')
        for (const label of [...groups, ...filters])
          expect(labelsOf.get(name), title).toContain(label)
      }
    }
  expect(read('docs/running.md')).toContain('deploy/grafana-dashboard.json')
})

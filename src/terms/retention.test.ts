import { expect, test } from 'vitest'
import type { Engine } from '../engine.ts'
import { jobsOf } from '../jobs/jobs.ts'
import { retention, retentionText } from '../retention.ts'

test('every kind of data that a job deletes names one that runs', () => {
  const engine = { gateways: new Map() } as unknown as Engine
  const jobs = new Set(jobsOf(engine, { failed: () => {} }).map(({ name }) => name))
  const named = retention.flatMap(({ job }) => job ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !jobs.has(name))).toEqual([])
})

test('the privacy notice says every kind of data, in both languages', () => {
  expect(retentionText.ko.split('\n')).toHaveLength(retention.length)
  expect(retentionText.ko).toContain('대금 결제 기록: 5년 (전자상거래법 시행령 제6조)')
  expect(retentionText.en).toContain('records of access and security: 90 days')
})

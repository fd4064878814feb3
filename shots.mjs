import { chromium } from 'playwright-core'
const base = 'http://localhost:4171'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const signIn = async (ctx, email) => {
  const r = await ctx.request.post(base + '/v1/auth/sign-in/email', { data: { email, password: 'sandbox-only' }, headers: { origin: base } })
  return r.status()
}
const key = () => ({ 'idempotency-key': crypto.randomUUID(), origin: base })
const ctxO = await browser.newContext(); console.log(await signIn(ctxO, 'owner@jari.local'))
const o = ctxO.request
let r = await o.post(base + '/v1/restaurants', { data: { name: '하루 식당', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }, headers: key() })
const { id } = await r.json()
for (const weekday of [1, 2, 3, 4, 5, 6, 7]) for (const time of ['12:00', '18:00'])
  await o.post(`${base}/v1/restaurants/${id}/table-times`, { data: { weekday, time, capacity: 4, price: 0 }, headers: key() })
const ctxC = await browser.newContext(); console.log(await signIn(ctxC, 'customer@jari.local'))
const c = ctxC.request
r = await c.get(`${base}/v1/restaurants/${id}`)
const day = (await r.json()).days[1] 
r = await c.post(`${base}/v1/restaurants/${id}/bookings`, { data: { tableTimeId: day.times[0].tableTimeId, date: day.date }, headers: key() })
const b = await r.json(); console.log(r.status(), b.id)
r = await c.put(`${base}/v1/bookings/${b.id}/booker`, { data: { name: '김손님', phone: '010-1234-5678', message: '' }, headers: key() }); console.log(r.status())
r = await c.post(`${base}/v1/orders/${b.id}/confirmation`, { headers: key() }); console.log(r.status())
const out = '/tmp/telling-shots'
import { mkdirSync } from 'node:fs'
mkdirSync(out, { recursive: true })
for (const [lang, locale] of [['ko', 'ko-KR'], ['en', 'en-US']]) for (const width of [390, 1280]) {
  for (const [who, state] of [['c', ctxC], ['o', ctxO]]) {
    const ctx = await browser.newContext({ locale, viewport: { width, height: 900 }, storageState: await state.storageState() })
    await ctx.addCookies([{ name: 'language', value: lang, url: base }])
    const page = await ctx.newPage()
    page.setDefaultTimeout(40000)
    const shot = (n) => page.screenshot({ path: `${out}/${n}-${lang}-${width}.png`, fullPage: true })
    try {
      if (who === 'c') {
        await page.goto(`${base}/bookings/${b.id}`)
        const button = page.getByRole('button', { name: lang === 'ko' ? '시간 변경' : 'Change time' })
        await button.waitFor(); await shot('booking'); await button.click()
        await page.locator('dialog[open] select').waitFor(); await shot('change')
        if (lang === 'en' && width === 1280) {
          await page.locator('dialog[open] select').selectOption({ index: 1 })
          await page.locator('dialog[open] button[type=submit]').click()
          await page.locator('dialog[open]').waitFor({ state: 'detached' }); await page.waitForTimeout(1500); await shot('changed')
        }
        await page.goto(`${base}/bookings`)
        const make = page.getByRole('button', { name: lang === 'ko' ? '캘린더 주소 만들기' : 'Make a calendar address' })
        const again = page.getByRole('button', { name: lang === 'ko' ? '구독 끊기' : 'Stop the feed' })
        await make.or(again).first().waitFor(); await shot('my')
        if (await make.count()) { await make.click(); await again.waitFor(); await page.waitForTimeout(800); await shot('feed') }
        await again.click(); await page.locator('dialog[open]').waitFor(); await shot('revoke')
        await page.locator('dialog[open] button').last().click(); await page.waitForTimeout(1500)
      } else {
        await page.goto(`${base}/desk/${id}?tab=notices`)
        const make = page.getByRole('button', { name: lang === 'ko' ? '캘린더 주소 만들기' : 'Make a calendar address' })
        const again = page.getByRole('button', { name: lang === 'ko' ? '구독 끊기' : 'Stop the feed' })
        await make.or(again).first().waitFor()
        if (await make.count()) { await make.click(); await again.waitFor(); await page.waitForTimeout(800) }
        await shot('desk-notices')
        await page.goto(`${base}/desk/${id}?tab=policy`)
        await page.getByText(lang === 'ko' ? '손님이 직접 시간을 바꿀 수 있어요' : 'Guests may change the time themselves').waitFor(); await shot('desk-policy')
      }
    } catch (e) { console.log(who, lang, width, String(e).slice(0, 300)); await shot('error-' + who) }
    await ctx.close()
  }
}
await browser.close()

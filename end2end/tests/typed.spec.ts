// What people type is text wherever it is shown: it never becomes a part of the page.
import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { roomForm } from '../pages/room-form'
import { roomPage } from '../pages/room-page'
import { alive, expect, test } from '../fixtures/app'
import type { Page } from '@playwright/test'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

/** Each ends an element that browsers read as raw text, and begins one that would act. */
const TITLE = '</title><script class="typed">document.title="gone"</script>'
const DESCRIPTION = '</textarea></noscript><img class="typed" src="/typed" onerror="document.title=1"> &lt;b class="typed"&gt;'
const SPEAKERS = ['"><svg class="typed" onload="document.title=1">', '</textarea><style class="typed">* { display: none }</style>']

const LAST_NAME = '</p><b class="typed">Ruiz'

const PLAN = { title: TITLE, description: DESCRIPTION, speakers: SPEAKERS }

/** All of it is on the page, and none of it is of the page. */
async function isOnlyText(page: Page, shown: string[]) {
  await expect(page).toHaveTitle(new RegExp(`^${escape(TITLE)}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
  for (const text of shown) await expect(page.getByRole('main')).toContainText(text)
  await expect(page.locator('.typed')).toHaveCount(0)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'in the browser' : 'by the server, without scripts'
  const open = async (page: Page, address: string) => {
    await page.goto(address)
    if (javaScriptEnabled) await alive(page)
  }

  test(`a host’s pages show markup as it was typed, drawn ${how}`, async ({ pageOf, newRoom, invite }) => {
    const room = await newRoom({ ...PLAN, open: true })
    const guest = await invite(room, { ...ANA, last: LAST_NAME })
    const page = await pageOf(room.owner, { javaScriptEnabled })

    await open(page, room.path)
    await isOnlyText(page, [DESCRIPTION, ...SPEAKERS])

    await open(page, `${room.path}/edit`)
    const form = roomForm(page)
    await expect(form.title).toHaveValue(TITLE)
    await expect(form.description).toHaveValue(DESCRIPTION)
    await expect(form.speakers).toHaveValue(SPEAKERS.join('\n'))
    await expect(page.locator('.typed')).toHaveCount(0)

    await open(page, `${room.path}/invitations`)
    await expect(page.getByRole('main')).toContainText(guest.name)
    await expect(page.locator('.typed')).toHaveCount(0)

    await open(page, `${room.path}/live`)
    await isOnlyText(page, [])
  })

  test(`a guest’s page shows markup as it was typed, drawn ${how}`, async ({ device, newRoom, invite }) => {
    const room = await newRoom(PLAN)
    const page = await (await device({ javaScriptEnabled })).newPage()
    await open(page, (await invite(room, ANA)).link)
    await isOnlyText(page, [DESCRIPTION, ...SPEAKERS])
    await expect(guestPage(page).address).toBeVisible()
  })
}

test('inside the room names are text, and so is its title', async ({ page, pageOf, newRoom, invite }) => {
  const room = await newRoom({ ...PLAN, open: true })
  const host = liveRoomPage(await pageOf(room.owner))
  await host.open(room)
  const guest = guestPage(page)
  const invitation = await invite(room, { ...ANA, last: LAST_NAME, type: 'Speaker' })
  await guest.open(invitation)
  await guest.prove(ANA.email)
  await page.waitForURL(/\/live\?/)
  await isOnlyText(page, [invitation.name])
  await expect(host.stage).toContainText(invitation.name)
  await expect(host.person(invitation.name)).toHaveCount(1)
})

// What a guest's browser without scripts makes of it all: forms and links still work.
import { guestPage } from '../pages/guest-page'
import { liveRoomPage } from '../pages/live-room-page'
import { expect, test } from '../fixtures/app'

const ANA = { email: 'ana.ruiz@guests.example', first: 'Ana', last: 'Ruiz' }

test('a guest goes from the link through the lobby into the room', async ({ device, newRoom, invite, hostAs }) => {
  const room = await newRoom({ startsInSeconds: 600, description: 'Bring a pencil.' })
  const invitation = await invite(room, { ...ANA, type: 'Moderator' })
  const page = await (await device({ javaScriptEnabled: false })).newPage()
  const guest = guestPage(page)
  await page.goto(invitation.link)
  await expect(guest.title).toHaveText(room.title)
  await expect(page.getByText('Bring a pencil.')).toBeVisible()
  await expect(page.locator('time').first()).toHaveAttribute('datetime', room.startsAt.toISOString().replace('.000', ''))
  await guest.asksForAddress()

  await guest.prove('somebody@else.example')
  await expect(page.getByText('This is not the invited address. Check it and try again. 4 tries are left.')).toBeVisible()
  await guest.prove(ANA.email)
  await guest.expectedAs('Moderator')

  await (await hostAs(room.owner)).openSession(room)
  await page.getByRole('link', { name: 'Look again' }).click()
  await guest.enter.click()
  await expect(page).toHaveURL(/\/live\?/)
  const inside = liveRoomPage(page)
  await expect(inside.title).toHaveText(room.title)
  await inside.insideAs('Moderator')
  await expect(inside.person('Ana Ruiz')).toHaveCount(1)

  await inside.leave.click()
  await expect(page.getByRole('heading', { name: 'You left' })).toBeVisible()
  await guest.comeBack.click()
  await inside.insideAs('Moderator')
})

test('the countdown shows the time left when the page was asked for', async ({ device, newRoom, invite }) => {
  const room = await newRoom({ startsInSeconds: 5450, endsInSeconds: 9000 })
  const page = await (await device({ javaScriptEnabled: false })).newPage()
  const guest = guestPage(page)
  await page.goto((await invite(room, ANA)).link)
  await expect(guest.countdown).toContainText(/00\s+days\s*01\s+hours\s*30\s+minutes\s*\d\d\s+seconds/)
  await expect(guest.countdown.getByText('Opening…')).toBeHidden()
  const before = await guest.secondsLeft()
  expect(before).toBeLessThanOrEqual(5450)
  await expect(async () => {
    await page.reload()
    expect(await guest.secondsLeft()).toBeLessThan(before)
  }).toPass()
})

test('a wrong address is told and kept', async ({ device, newRoom, invite }) => {
  const page = await (await device({ javaScriptEnabled: false })).newPage()
  const guest = guestPage(page)
  await page.goto((await invite(await newRoom(), ANA)).link)
  await guest.prove('somebody@else.example')
  await expect(guest.address).toHaveAccessibleDescription(/4 tries are left\./)
  await expect(guest.address).toHaveValue('somebody@else.example')
})

test('a second device is refused', async ({ device, newRoom, invite, page }) => {
  const invitation = await invite(await newRoom(), ANA)
  await guestPage(page).open(invitation)
  await guestPage(page).prove(ANA.email)
  await guestPage(page).expectedAs('Viewer')
  const other = await (await device({ javaScriptEnabled: false })).newPage()
  await other.goto(invitation.link)
  await guestPage(other).refusedWith('This link is already used on another device.')
})

test('who is signed in with the invited address confirms by a button', async ({ device, newRoom, invite, site }) => {
  const person = await site.newPerson('Noor', 'Haddad')
  const invitation = await invite(await newRoom(), { email: person.email, first: 'Noor', last: 'Haddad' })
  const page = await (await device({ as: person, javaScriptEnabled: false })).newPage()
  await page.goto(invitation.link)
  await guestPage(page).expectedAs('Viewer')
  await page.getByRole('button', { name: 'Confirm with your sign-in' }).click()
  await guestPage(page).expectedAs('Viewer')
})

test('people sign in and out, and a wrong password is told', async ({ device, site }) => {
  const page = await (await device({ javaScriptEnabled: false })).newPage()
  const owner = site.person('owner')
  const fill = async (password: string) => {
    await page.getByLabel('Email address').fill(owner.email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await fill('not the password')
  await expect(page.getByText('The address or the password is not right.')).toBeVisible()
  await fill(owner.password)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
})

test('the media page reads whole, with the schedule in the room’s own zone', async ({ device, newRoom, site }) => {
  const room = await newRoom({ forAll: true, description: 'Reads without a program.' })
  const page = await (await device({ as: site.person('student'), javaScriptEnabled: false })).newPage()
  await page.goto(room.path)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(room.title)
  await expect(page.getByText('Reads without a program.')).toBeVisible()
  await expect(page.getByText(/in the room’s time zone, UTC/)).toBeVisible()
})

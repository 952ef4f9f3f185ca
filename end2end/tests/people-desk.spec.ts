// The administrator's people: the directory, links to choose a password, groups, who may invite by name, files of people.
import type { Page } from '@playwright/test'
import { seeAccessible } from '../fixtures/accessible'
import { alive } from '../fixtures/alive'
import { expect, signIn, test, visit, type DeviceOptions } from '../fixtures/app'
import { Host } from '../fixtures/host'
import { Site, type Person } from '../fixtures/site'
import { peopleDesk } from '../pages/people-desk'
import { roomPage } from '../pages/room-page'
import { settingsPage } from '../pages/settings-page'

const PASSWORD = 'a calm place before the stage'

// People count for a whole site, so these tests have one of their own, and run one after another.
test.describe.configure({ mode: 'serial' })

let site: Site
let addresses = 0

test.beforeAll(async () => {
  site = await Site.start()
})

test.afterAll(async () => {
  await site.stop()
})

type Device = (options?: DeviceOptions) => Promise<{ newPage(): Promise<Page> }>

/** A page of somebody of this site. */
async function pageOf(device: Device, person?: Person, options: DeviceOptions = {}): Promise<Page> {
  addresses += 1
  const host = person && (await Host.signIn(site, person, `10.8.0.${addresses}`))
  const context = await device({ baseURL: site.url, storageState: await host?.cookies(), ...options })
  return context.newPage()
}

test('an administrator looks through the directory by keyboard', async ({ device }) => {
  for (const last of ['Adler', 'Birk']) await site.newPerson('Greta', last)
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await visit(page, '/rooms')
  await page.getByRole('button', { name: /account menu/ }).click()
  await page.getByRole('menuitem', { name: 'People' }).click()
  await expect(page.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()
  await alive(page)
  await seeAccessible(page, 'people: the directory')
  await expect(desk.rows.first()).toBeVisible()
  await desk.search.focus()
  await page.keyboard.type('greta')
  await expect(desk.rows).toHaveCount(2)
  await expect(desk.count).toHaveText('2 people')
  await expect(page).toHaveURL(/\?q=greta$/)
  await expect(desk.search).toBeFocused()
  await page.keyboard.type(' b')
  await expect(desk.rows).toHaveCount(1)
  await desk.search.fill('nobody is called so')
  await expect(page.getByRole('heading', { name: 'Nobody is like that' })).toBeVisible()
  await seeAccessible(page, 'people: nobody')
  await page.getByRole('link', { name: 'Show everybody' }).click()
  await desk.role.selectOption('admin')
  await expect(page).toHaveURL(/role=admin/)
  await expect(desk.row(site.person('administrator').name)).toBeVisible()
  await expect(desk.row('Greta Adler')).toHaveCount(0)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as CSV' }).click()])
  expect(file.suggestedFilename()).toContain('people')
})

test('the directory is read, searched and turned without JavaScript', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'), { javaScriptEnabled: false })
  const desk = peopleDesk(page)
  await page.goto('/admin/people')
  const all = await desk.rows.count()
  await desk.search.fill('greta')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(desk.rows).toHaveCount(2)
  await desk.row('Greta Birk').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Greta Birk', level: 1 })).toBeVisible()
  await page.getByLabel('Last name').fill('Birke')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Greta Birke', level: 1 })).toBeVisible()
  await page.goto('/admin/people?page=2')
  if (all < 50) await expect(page.getByText('This page is empty')).toBeVisible()
  await page.goto('/admin/groups')
  await page.getByLabel('New group').fill('Without a script')
  await page.getByRole('button', { name: 'Make the group' }).click()
  await expect(page.getByRole('heading', { name: 'Without a script', level: 1 })).toBeVisible()
})

test('somebody who is added chooses their password by a link, and changes it later', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open('/admin/people/new')
  await page.getByRole('button', { name: 'Add the person' }).click()
  await expect(page.getByLabel('First name')).toHaveAccessibleDescription(/Enter a name/)
  await seeAccessible(page, 'people: a person is added')
  const link = await desk.add({ first: 'Nora', last: 'Neu', email: 'nora@people.example.org' })
  await seeAccessible(page, 'people: the link for a new person')
  expect(link).toContain(`${site.url}/password/`)

  const phone = await pageOf(device, undefined, { inspected: true })
  await phone.goto(link)
  await expect(phone).toHaveURL(`${site.url}/new-password`)
  await alive(phone)
  await expect(phone.getByText('For Nora Neu.')).toBeVisible()
  await seeAccessible(phone, 'choosing a password')
  await phone.getByLabel('New password').fill('short')
  await phone.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(phone.getByLabel('New password')).toHaveAccessibleDescription(/at least 12 characters/)
  await phone.getByLabel('New password').fill(PASSWORD)
  await phone.keyboard.press('Enter')
  await phone.waitForURL('**/rooms')
  await expect(phone.getByRole('button', { name: /account menu/ })).toBeVisible()
  await visit(phone, '/new-password')
  await expect(phone.getByRole('heading', { name: 'This link does not work' })).toBeVisible()

  await visit(phone, '/account')
  await phone.getByLabel('Password now').fill('this is not her password')
  await phone.getByLabel('New password').fill('another calm place before it')
  await phone.getByRole('button', { name: 'Change password' }).click()
  await expect(phone.getByLabel('Password now')).toHaveAccessibleDescription(/This is not your password/)
  await phone.getByLabel('Password now').fill(PASSWORD)
  await phone.getByRole('button', { name: 'Change password' }).click()
  await expect(phone.getByText('Your password is changed.').first()).toBeVisible()
  await seeAccessible(phone, 'account with a password')
  const laptop = await pageOf(device)
  await signIn(laptop, {
    email: 'nora@people.example.org',
    first: 'Nora',
    last: 'Neu',
    name: 'Nora Neu',
    password: 'another calm place before it',
  })
})

test('deactivating somebody ends what they have open, and reactivating lets them sign in again', async ({ device }) => {
  const lea = await site.newPerson('Lea', 'Laut', 'private_only')
  const room = await site.newRoom({ owner: lea })
  const hers = await pageOf(device, lea)
  await roomPage(hers).open(room)
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open('/admin/people?q=lea+laut')
  await desk.row('Lea Laut').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Lea Laut', level: 1 })).toBeVisible()
  await seeAccessible(page, 'people: a person')
  await page.getByRole('button', { name: 'Deactivate…' }).click()
  await expect(desk.question).toContainText('Links with which hosts have invited them go on working')
  await seeAccessible(page, 'people: the question')
  await desk.question.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText('They are deactivated: they cannot sign in.')).toBeVisible()
  await expect(async () => {
    await hers.goto('/rooms')
    expect(hers.url()).toContain('/sign-in')
  }).toPass()
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByRole('button', { name: 'Deactivate…' })).toBeVisible()
  await signIn(hers, lea)

  // One's own page offers neither.
  await desk.open(`/admin/people?q=${encodeURIComponent(site.person('administrator').email)}`)
  await desk.rows.first().getByRole('link').click()
  await expect(page.getByText('This is you. Only another administrator can deactivate you.')).toBeVisible()
  await page.getByRole('radio', { name: 'Viewer' }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'You cannot take your own role as administrator away.' })).toBeVisible()
})

test('a group that the settings name lets its members invite, on a page that is open', async ({ device }) => {
  const room = await site.newRoom()
  const owner = room.owner
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open('/admin/groups')
  await page.getByLabel('New group').fill('Inviters')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Inviters', level: 1 })).toBeVisible()
  await seeAccessible(page, 'people: a group')
  const group = new URL(page.url()).pathname

  const settings = settingsPage(page)
  await settings.open()
  await page.getByLabel('Hosts who may invite').selectOption('admin')
  await desk.inviter.fill('invit')
  await expect(page.getByRole('option', { name: /Inviters/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Named people and groups' })).toContainText('Inviters')
  await seeAccessible(page, 'settings: who may invite')
  await settings.save.click()
  await settings.yes.click()
  await expect(settings.saved).toBeVisible()
  await page.reload()
  await expect(page.getByRole('list', { name: 'Named people and groups' })).toContainText('Inviters')

  const media = await pageOf(device, owner)
  const room_ = roomPage(media)
  await room_.open(room)
  const offers = async (invite: boolean) => {
    await expect(async () => {
      await room_.menuButton.click()
      const offered = await media.getByRole('menuitem').allTextContents()
      await media.keyboard.press('Escape')
      expect(offered.includes('Invite users')).toBe(invite)
    }).toPass({ timeout: 10_000 })
  }
  await offers(false)
  await desk.open(group)
  await expect(page.getByText('Members of this group may invite')).toBeVisible()
  await desk.member.fill(owner.email)
  await expect(page.getByRole('option', { name: new RegExp(owner.name) })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(desk.row(owner.name)).toBeVisible()
  await offers(true)
  await page.getByRole('button', { name: `Take ${owner.name} out of the group` }).click()
  await expect(page.getByRole('heading', { name: 'Nobody is in this group yet' })).toBeVisible()
  // What a slip has taken away comes back by the message that tells it.
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByRole('button', { name: `Take ${owner.name} out of the group` }).click()
  await expect(page.getByRole('heading', { name: 'Nobody is in this group yet' })).toBeVisible()
  await offers(false)
  await page.getByRole('button', { name: 'Delete the group…' }).click()
  await desk.question.getByRole('button', { name: 'Delete the group' }).click()
  await expect(page).toHaveURL(/\/admin\/groups$/)
  await expect(page.getByRole('link', { name: 'Inviters' })).toHaveCount(0)
})

test('a file is looked over first, imported then, and reported line by line', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open('/admin/import')
  await seeAccessible(page, 'people: choosing a file')
  await page.getByRole('button', { name: 'Look it over' }).click()
  await expect(page.getByLabel('File', { exact: true })).toHaveAccessibleDescription(/Choose a file first/)
  await desk.choose({ name: 'wrong.csv', text: 'a,b,c\n1,2,3\n' })
  await page.getByRole('button', { name: 'Look it over' }).click()
  await expect(page.getByLabel('File', { exact: true })).toHaveAccessibleDescription(/There is no email in/)

  const rows = Array.from({ length: 300 }, (_, row) => `import${row}@people.example.org,Imke${row},Import,`)
  rows[7] = 'nobody,Imke,Import,'
  rows[8] = 'import8@people.example.org,,Import,'
  await desk.choose({ name: 'people.csv', text: `email,first name,last name,role\n${rows.join('\n')}\n` })
  await page.getByRole('button', { name: 'Look it over' }).click()
  await expect(desk.figure('Will be added')).toHaveText('298')
  await expect(desk.figure('Refused')).toHaveText('2')
  await seeAccessible(page, 'people: a file looked over')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('refused')
  await expect(desk.lines).toHaveCount(2)
  await expect(desk.lines.first()).toContainText('An address has exactly one @')
  await page.getByRole('button', { name: 'Import 298 people' }).click()
  await expect(desk.figure('Added')).toHaveText('298')
  await expect(page.getByText('Done, some refused')).toBeVisible()
  await seeAccessible(page, 'people: a file imported')
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save the report' }).click()])
  expect(report.suggestedFilename()).toMatch(/\.csv$/)
  await page.getByRole('link', { name: 'See the directory' }).click()
  await desk.search.fill('imke299')
  await expect(desk.row('Imke299 Import')).toContainText('No password yet')
  await desk.search.fill('')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(desk.count).toContainText('51–100 of')
  await seeAccessible(page, 'people: page two')
})

test('a file that is dropped promises nothing any more', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open('/admin/import')
  await desk.choose({ name: 'dropped.csv', text: 'email,first name,last name\ndropped@people.example.org,Dora,Dropped\n' })
  await page.getByRole('button', { name: 'Look it over' }).click()
  await expect(desk.figure('Will be added')).toHaveText('1')
  await page.getByRole('button', { name: 'Drop this file…' }).click()
  await desk.question.getByRole('button', { name: 'Drop it' }).click()
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
  await expect(desk.figure('Not added')).toHaveText('1')
  await expect(desk.lines.first()).toContainText('Not added')
  await expect(page.getByRole('main')).not.toContainText('Will be')
  await seeAccessible(page, 'people: a file dropped')
  await desk.open('/admin/import')
  await expect(page.getByRole('listitem').filter({ hasText: 'dropped.csv' })).toContainText('1 not added')
})

test('another administrator follows a file from its arrival to its end', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'))
  const other = await pageOf(device, await site.newPerson('Olga', 'Other', 'admin'))
  const desk = peopleDesk(page)
  await desk.open('/admin/import')
  // The parts behind the first one wait until they are let through.
  let letThrough = () => {}
  const gate = new Promise<void>((then) => (letThrough = then))
  await page.route('**/api/people/import/add', async (route) => {
    if (route.request().postDataJSON().part.place > 0) await gate
    await route.continue()
  })
  const rows = Array.from({ length: 2_500 }, (_, row) => `followed${row}@people.example.org,Frieda${row},Followed,`)
  await desk.choose({ name: 'followed.csv', text: `email,first name,last name,role\n${rows.join('\n')}\n` })
  await page.getByRole('button', { name: 'Look it over' }).click()
  const line = other.getByRole('listitem').filter({ hasText: 'followed.csv' })
  await expect(async () => {
    await visit(other, '/admin/import')
    await expect(line).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await line.getByRole('link').click()
  // For a moment both pages are there.
  await expect(line).toHaveCount(0)
  await expect(other.getByText('Arriving', { exact: true })).toBeVisible()
  letThrough()
  await expect(other.getByText('Not imported yet', { exact: true })).toBeVisible()
  await expect(peopleDesk(other).figure('Will be added')).toHaveText('2,500')
  await page.getByRole('button', { name: 'Import 2,500 people' }).click()
  await expect(other.getByText('Done', { exact: true })).toBeVisible({ timeout: 40_000 })
  await expect(peopleDesk(other).figure('Added')).toHaveText('2,500')
})

test('the directory is sorted, and the order stands in the address', async ({ device }) => {
  const fresh = await site.newPerson('Zora', 'Zuletzt')
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const desk = peopleDesk(page)
  await desk.open()
  await desk.sort.selectOption({ label: 'Added last' })
  await expect(page).toHaveURL(/\?sort=added$/)
  await expect(desk.rows.first()).toContainText(fresh.name)
  await expect(desk.rows.first()).toContainText('Added ')
  await seeAccessible(page, 'people: sorted')
  await page.reload()
  await alive(page)
  await expect(desk.sort).toHaveValue('added')
  await expect(desk.rows.first()).toContainText(fresh.name)
  await desk.sort.selectOption({ label: 'Last seen' })
  await expect(page).toHaveURL(/\?sort=last-seen$/)
  await expect(desk.rows.first()).toContainText('Last seen ')
  await desk.sort.selectOption({ label: 'Name' })
  await expect(page).toHaveURL(/\/admin\/people$/)
})

test('one of many groups is found as its name is typed', async ({ device }) => {
  const page = await pageOf(device, site.person('administrator'), { inspected: true })
  const make = async (name: string) => {
    await visit(page, '/admin/groups')
    await page.getByLabel('New group').fill(name)
    await page.getByRole('button', { name: 'Make the group' }).click()
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  for (let number = 0; number < 10; number += 1) await make(`Crowd ${number}`)
  await make('Élodie’s guests')
  await visit(page, '/admin/groups')
  const search = page.getByRole('searchbox', { name: 'Search' })
  await search.fill('elod')
  await expect(page.getByRole('link', { name: 'Élodie’s guests' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Crowd 1' })).toHaveCount(0)
  await expect(page.locator('.people-count')).toHaveText('1 group')
  await seeAccessible(page, 'groups: searched')
  await search.fill('nothing is called so')
  await expect(page.getByRole('heading', { name: 'No group is called like that' })).toBeVisible()
})

test('what another administrator has changed about somebody is shown, and is not replaced unseen', async ({ device, expected }) => {
  expected.push(/status of 409/)
  const person = await site.newPerson('Ann', 'Shared')
  const page = await pageOf(device, site.person('administrator'))
  const other = await pageOf(device, await site.newPerson('Otto', 'Other', 'admin'))
  const desk = peopleDesk(page)
  await desk.open('/admin/groups')
  await page.getByLabel('New group').fill('Shared')
  await page.getByRole('button', { name: 'Make the group' }).click()
  await expect(page.getByRole('heading', { name: 'Shared', level: 1 })).toBeVisible()
  const first = page.getByLabel('First name')
  const last = page.getByLabel('Last name')
  const heading = (name: string, on = page) => on.getByRole('heading', { name, level: 1, exact: true })
  const changeElsewhere = async (firstName: string) => {
    await visit(other, new URL(page.url()).pathname)
    await other.getByLabel('First name').fill(firstName)
    await other.getByRole('button', { name: 'Save changes' }).click()
    await expect(heading(`${firstName} Shared`, other)).toBeVisible()
  }
  await desk.open('/admin/people?q=ann+shared')
  await desk.row(person.name).getByRole('link').click()
  await first.fill(' Anne ')
  await page.keyboard.press('Enter')
  await expect(heading('Anne Shared')).toBeVisible()
  await expect(first).toHaveValue('Anne')
  await expect(first).toBeFocused()
  await changeElsewhere('Anna')
  await page.getByLabel('Put them into a group').selectOption('Shared')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(first).toHaveValue('Anna')
  await last.fill('Sharing')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(heading('Anna Sharing')).toBeVisible()
  await last.fill('Shared')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(heading('Anna Shared')).toBeVisible()

  // What is typed stays, and says on what it is built.
  await last.fill('Typed')
  await changeElsewhere('Hanna')
  await page.getByRole('button', { name: 'Take them out of Shared' }).click()
  await expect(heading('Hanna Shared')).toBeVisible()
  await expect(last).toHaveValue('Typed')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody has changed this in the meantime.' })).toBeVisible()
})

test('forms of people and groups are not left without a question once something is typed', async ({ device }) => {
  const person = await site.newPerson('Ute', 'Unsaved')
  const page = await pageOf(device, site.person('administrator'))
  const desk = peopleDesk(page)
  const link = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true })
  const answer = async (name: string) => {
    await expect(desk.question).toContainText('Leave without saving?')
    await desk.question.getByRole('button', { name }).click()
  }
  await desk.open('/admin/people?q=ute+unsaved')
  await desk.row(person.name).getByRole('link').click()
  await page.getByLabel('Last name').fill('Typed')
  await link('People').click()
  await answer('Keep editing')
  await expect(page.getByLabel('Last name')).toHaveValue('Typed')
  // The server tidies what is saved; the input may show it as it was typed.
  await page.getByLabel('Last name').fill(' Saved  by now ')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Ute Saved by now', level: 1 })).toBeVisible()
  await link('People').click()
  await expect(page).toHaveURL(/\/admin\/people$/)

  await desk.open('/admin/people/new')
  await desk.fill({ first: 'Uli' })
  await link('People').click()
  await answer('Leave')
  await expect(page).toHaveURL(/\/admin\/people$/)

  await desk.open('/admin/groups')
  await page.getByLabel('New group').fill('Typed')
  await link('Directory').click()
  await answer('Keep editing')
  await page.getByRole('button', { name: 'Make the group' }).click()
  await expect(page.getByRole('heading', { name: 'Typed', level: 1 })).toBeVisible()
  await page.getByLabel('Name of the group').fill('Renamed')
  await link('Groups').click()
  await answer('Keep editing')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Renamed', level: 1 })).toBeVisible()
  await link('Groups').click()
  await expect(page).toHaveURL(/\/admin\/groups$/)
})

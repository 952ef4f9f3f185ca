import { accountPage } from '../pages/account-page'
import { signInPage } from '../pages/sign-in-page'
import { alive, expect, signIn, test, visit } from '../fixtures/app'

test('a wrong password and an unknown address are told in the same words, and the address stays', async ({ page, site }) => {
  const form = signInPage(page)
  await form.open()
  for (const email of [site.person('owner').email, 'nobody@example.org']) {
    await form.signIn({ email, password: 'not the password' })
    await expect(form.problem).toHaveText('The address or the password is not right.')
    await expect(form.address).toHaveValue(email)
    await expect(page).toHaveURL(/\/sign-in/)
  }
})

test('signing in leads to the page one came for', async ({ page, site }) => {
  const owner = site.person('owner')
  await page.goto('/rooms/new')
  await alive(page)
  const form = signInPage(page)
  await form.seen()
  await form.signIn(owner)
  await expect(page).toHaveURL(/\/rooms\/new$/)
  await expect(page.getByRole('heading', { name: 'New room', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: `${owner.name}, account menu` })).toBeVisible()
})

for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
  test(`signing in never leads to another site, as ${next} would have it`, async ({ page, site }) => {
    const form = signInPage(page)
    await form.open(next)
    await form.signIn(site.person('owner'))
    await expect(page).toHaveURL(`${site.url}/rooms`)
    await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
  })
}

test('signing out by the account menu shuts the private pages, also for the back button', async ({ page, site }) => {
  const owner = site.person('owner')
  await signIn(page, owner)
  await page.getByRole('button', { name: `${owner.name}, account menu` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const form = signInPage(page)
  await form.seen()
  await page.goBack()
  await form.seen()
  await visit(page, '/account')
  await form.seen()
})

test('signing out on the account page ends this sign-in', async ({ page, site }) => {
  await signIn(page, site.person('owner'))
  const account = accountPage(page)
  await account.open()
  await account.signOut.click()
  await signInPage(page).seen()
})

test('all other sign-ins can be ended at once, and end there at once', async ({ page, pageOf, site }) => {
  const person = await site.newPerson('Nadia', 'Lund')
  const other = await pageOf()
  const third = await pageOf()
  for (const device of [other, third, page]) await signIn(device, person)
  const account = accountPage(page)
  await account.open()
  await account.seenWith(3)
  await account.endAllOthers.click()
  await account.seenWith(1)
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
  for (const device of [other, third]) {
    await visit(device, '/account')
    await signInPage(device).seen()
  }
})

test('one sign-in can be ended while the others stay', async ({ page, pageOf, site }) => {
  const person = await site.newPerson('Tomas', 'Lund')
  const other = await pageOf()
  const third = await pageOf()
  for (const device of [other, third, page]) await signIn(device, person)
  const account = accountPage(page)
  await account.open()
  await account.seenWith(3)
  await account.endFirstOther()
  await account.seenWith(2)
})

test('private pages send to the sign-in page and name where to come back to', async ({ page, newRoom }) => {
  const room = await newRoom({ forAll: true })
  const private_ = ['/rooms', '/rooms/new', '/account', room.path, `${room.path}/edit`, `${room.path}/invitations`, `${room.path}/live`]
  for (const path of private_) {
    await page.goto(path)
    await expect(page, path).toHaveURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === path)
  }
})

test('a page that is not there says so, with its status', async ({ pageOf, site }) => {
  const page = await pageOf(site.person('owner'))
  for (const path of ['/nothing-here', '/rooms/nothing-here', '/rooms/00000000000000000000000000']) {
    const response = await visit(page, path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Go to your rooms' })).toBeVisible()
  }
})

import { roomForm } from '../pages/room-form'
import { roomPage } from '../pages/room-page'
import { roomsPage } from '../pages/rooms-page'
import { expect, test, visit } from '../fixtures/app'

/** As inputs want it, in UTC. */
function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16)
}

test.describe('the lists of rooms', () => {
  test('a host finds their own rooms and the rooms of the site, each with how it stands', async ({ pageOf, site, newRoom }) => {
    const other = await newRoom({ owner: site.person('co-owner'), forAll: true })
    const hidden = await newRoom({ owner: site.person('co-owner') })
    const rooms = roomsPage(await pageOf(site.person('co-editor')))
    await rooms.open()
    await expect(rooms.mine.filter({ hasText: 'How whales learn to sing' })).toContainText('Open now')
    await expect(rooms.mine.filter({ hasText: 'Bridges that breathe' })).toContainText('Co-editor')
    await expect(rooms.mine.filter({ hasText: 'The economics of bread' })).toContainText('Ended')
    await expect(rooms.visible.filter({ hasText: other.title })).toHaveCount(1)
    await expect(rooms.titles.filter({ hasText: hidden.title })).toHaveCount(0)
  })

  test('a student makes no rooms and sees those for everybody', async ({ pageOf, site }) => {
    const rooms = roomsPage(await pageOf(site.person('student')))
    await rooms.open()
    await expect(rooms.visible.filter({ hasText: 'How whales learn to sing' })).toHaveCount(1)
    await expect(rooms.titles.filter({ hasText: 'Bridges that breathe' })).toHaveCount(0)
    await expect(rooms.newRoom).toHaveCount(0)
  })

  test('many rooms can be searched without their accents and sorted by title', async ({ pageOf, site, newRoom }) => {
    const owner = await site.newPerson('Sara', 'Okoye', 'private_only')
    for (const title of ['Zebra crossings', 'Études for two hands', 'Apples', 'Moss', 'Clouds', 'Tides', 'Lichens']) {
      await newRoom({ owner, title, speakers: title === 'Moss' ? ['Dr. Ngũgĩ'] : [] })
    }
    const rooms = roomsPage(await pageOf(owner))
    await rooms.open()
    await expect(rooms.mine).toHaveCount(7)
    await rooms.order.selectOption('Title')
    const titles = rooms.mine.getByRole('heading', { level: 3 })
    await expect(titles).toHaveText(['Apples', 'Clouds', 'Études for two hands', 'Lichens', 'Moss', 'Tides', 'Zebra crossings'])
    await rooms.search.fill('etudes')
    await expect(titles).toHaveText(['Études for two hands'])
    await rooms.search.fill('ngugi')
    await expect(titles).toHaveText(['Moss'])
    await rooms.search.fill('nothing like it')
    await expect(titles.filter({ visible: true })).toHaveCount(0)
  })
})

test.describe('the form', () => {
  test('says beside each field what is wrong, keeps all that was typed, and makes the room once it is mended', async ({ pageOf, site }) => {
    const page = await pageOf(site.person('owner'))
    const form = roomForm(page)
    await form.openNew()
    await form.description.fill('What people can expect')
    await form.speakers.fill('Ana Ruiz, Porto\nBo Berg')
    await form.timeZone.fill('Europe/Berlin')
    await form.starts.fill(inHours(30))
    await form.ends.fill(inHours(29))
    await form.forAll.check()
    await form.create.click()
    await form.seesWrong('title', 'Give the room a title.')
    await expect(form.title).toBeFocused()
    await expect(form.description).toHaveValue('What people can expect')
    await expect(form.speakers).toHaveValue('Ana Ruiz, Porto\nBo Berg')
    await expect(form.forAll).toBeChecked()

    await form.title.fill('Rooms from the form')
    const [starts, ends] = [await form.starts.inputValue(), inHours(29)]
    await form.ends.fill(ends)
    await form.create.click()
    await form.seesWrong('ends', 'The end must be after the start.')
    await expect(form.ends).toBeFocused()
    await expect(form.starts).toHaveValue(starts)
    await expect(form.title).toHaveValue('Rooms from the form')

    await form.ends.fill(inHours(32))
    await form.timeZone.fill('Mars/Olympus')
    await form.create.click()
    await form.seesWrong('timeZone', 'Choose a time zone from the list, as in Europe/Berlin.')
    await form.timeZone.fill('Europe/Berlin')
    await form.create.click()

    const room = roomPage(page)
    await expect(room.title).toHaveText('Rooms from the form')
    await room.says('Your room is ready.')
    await expect(page.getByText('Ana Ruiz, Porto · Bo Berg')).toBeVisible()
    await expect(page.getByText('Everyone who is signed in, and invited people')).toBeVisible()
  })

  test('changes reach others who look at the room, without a reload', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom({ forAll: true })
    const student = roomPage(await pageOf(site.person('student')))
    await student.open(room)
    const page = await pageOf(room.owner)
    const form = roomForm(page)
    await form.openFor(room)
    await expect(form.title).toHaveValue(room.title)
    await form.title.fill('A better title')
    await form.description.fill('And a description')
    await form.save.click()
    await roomPage(page).says('Your changes are saved.')
    await expect(roomPage(page).title).toHaveText('A better title')
    await expect(student.title).toHaveText('A better title')
  })

  test('a co-host is found by live search, and may then do what their kind may', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const form = roomForm(page)
    await form.openFor(room)
    await form.chooseHost('priya', 'Priya Raman')
    await expect(form.hosts).toHaveCount(1)
    await expect(form.addHost).toHaveValue('')
    await form.hosts.getByLabel('What Priya Raman may do').selectOption('Co-publisher')
    await form.chooseHost('tanak', 'Yuki Tanaka')
    await expect(form.hosts).toHaveCount(2)
    await page.getByRole('button', { name: 'Remove Yuki Tanaka' }).click()
    await expect(form.hosts).toHaveCount(1)
    await form.save.click()
    await expect(roomPage(page).hosts.filter({ hasText: 'Priya Raman' })).toContainText('Co-publisher')

    const publisher = roomPage(await pageOf(site.person('co-publisher')))
    await publisher.open(room)
    await publisher.menuButton.click()
    await expect(publisher.items).toHaveText(['Invite users', 'Invitations', 'Open session now', 'Reschedule'])
  })

  test('is not left without a question once something is typed', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const form = roomForm(page)
    const rooms = page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Rooms' })
    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
    await form.openNew()
    // The time is proposed, not typed.
    await expect(form.ends).not.toHaveValue('')
    await rooms.click()
    await expect(page).toHaveURL('/rooms')

    await form.openNew()
    await form.title.fill('Not saved')
    await rooms.click()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(form.title).toHaveValue('Not saved')
    await form.title.fill('')
    await rooms.click()
    await expect(page).toHaveURL('/rooms')

    await form.openFor(room)
    await form.chooseHost('priya', 'Priya Raman')
    await rooms.click()
    await question.getByRole('button', { name: 'Keep editing' }).click()
    await expect(form.hosts).toHaveCount(1)
    await form.save.click()
    await expect(page).toHaveURL(room.path)
    await rooms.click()
    await expect(page).toHaveURL('/rooms')
  })

  test('only hosts come to it', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom({ forAll: true })
    const page = await pageOf(site.person('student'))
    await visit(page, `${room.path}/edit`)
    await expect(roomForm(page).title).toHaveCount(0)
    await expect(page.getByText("Only the room's owner, co-owners and co-editors may change it.")).toBeVisible()
  })
})

test.describe('the three-dot menu', () => {
  test('works by keyboard as the menu button pattern says', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const media = roomPage(page)
    await media.open(room)
    await expect(media.menuButton).toHaveAccessibleName(`More actions for ${room.title}`)
    await expect(media.menuButton).toHaveAttribute('aria-expanded', 'false')
    await media.menuButton.focus()
    const names = ['Invite users', 'Invitations', 'Open session now', 'Reschedule', 'Edit room', 'Delete room']
    for (const [key, first] of [['Enter', names[0]], ['Space', names[0]], ['ArrowDown', names[0]], ['ArrowUp', names[5]]]) {
      await page.keyboard.press(key)
      await expect(media.item(first), key).toBeFocused()
      await expect(media.menuButton).toHaveAttribute('aria-expanded', 'true')
      await page.keyboard.press('Escape')
      await expect(media.menu).toBeHidden()
      await expect(media.menuButton).toBeFocused()
      await expect(media.menuButton).toHaveAttribute('aria-expanded', 'false')
    }
    await page.keyboard.press('Enter')
    await expect(media.items).toHaveText(names)
    const steps = [
      ['ArrowDown', 'Invitations'],
      ['ArrowUp', 'Invite users'],
      ['ArrowUp', 'Delete room'],
      ['ArrowDown', 'Invite users'],
      ['End', 'Delete room'],
      ['Home', 'Invite users'],
      ['i', 'Invitations'],
      ['i', 'Invite users'],
      ['d', 'Delete room'],
      ['o', 'Open session now'],
      ['x', 'Open session now'],
    ]
    for (const [key, item] of steps) {
      await page.keyboard.press(key)
      await expect(media.item(item), key).toBeFocused()
    }
    await page.keyboard.press('Tab')
    await expect(media.menu).toBeHidden()
    await media.menuButton.click()
    await expect(media.menu).toBeVisible()
    await media.title.click()
    await expect(media.menu).toBeHidden()
  })

  test('has no Invite users while Chat & Collaboration is off, and follows when it is switched on', async ({ pageOf, newRoom }) => {
    const room = await newRoom({ collaboration: false })
    const media = roomPage(await pageOf(room.owner))
    await media.open(room)
    await media.menuButton.click()
    await expect(media.item('Edit room')).toBeVisible()
    await expect(media.item('Invite users')).toHaveCount(0)

    const form = roomForm(await pageOf(room.owner))
    await form.openFor(room)
    await form.collaboration.check()
    await form.save.click()
    await expect(media.item('Invite users')).toBeVisible()
  })

  test('is not there for people who host nothing', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom({ forAll: true })
    const media = roomPage(await pageOf(site.person('student')))
    await media.open(room)
    await expect(media.title).toHaveText(room.title)
    await expect(media.menuButton).toHaveCount(0)
  })

  for (const setting of ['invite_to_media', 'media_page']) {
    test(`has no Invite users while ${setting} is off`, async ({ pageOf, site, newRoom }) => {
      const room = await newRoom()
      const media = roomPage(await pageOf(room.owner))
      await site.withSetting(setting, 'no', async () => {
        await media.open(room)
        await media.menuButton.click()
        await expect(media.item('Edit room')).toBeVisible()
        await expect(media.item('Invite users')).toHaveCount(0)
      })
      await media.open(room)
      await media.menuButton.click()
      await expect(media.item('Invite users')).toBeVisible()
    })
  }
})

test.describe('what hosts do is seen by others at once', () => {
  test('a deleted room is gone for others, and Undo brings it back', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom({ forAll: true })
    const student = roomPage(await pageOf(site.person('student')))
    await student.open(room)
    const host = roomPage(await pageOf(room.owner))
    await host.open(room)
    await host.choose('Delete room')
    await host.says(`“${room.title}” has been deleted.`)
    await expect(host.deleted).toBeVisible()
    await student.gone()
    await host.undo()
    await host.says('The room is back.')
    await expect(host.deleted).toBeHidden()
    await student.open(room)
    await expect(student.title).toHaveText(room.title)
  })

  test('a deleted room can be restored on its page later', async ({ pageOf, newRoom, hostAs }) => {
    const room = await newRoom()
    await (await hostAs(room.owner)).deleteRoom(room)
    const host = roomPage(await pageOf(room.owner))
    await host.open(room)
    await expect(host.menuButton).toHaveCount(0)
    await host.restore.click()
    await host.says('The room is back.')
    await expect(host.deleted).toBeHidden()
    await expect(host.menuButton).toBeVisible()
  })

  test('deleting a room while its session is open asks first', async ({ pageOf, newRoom }) => {
    const room = await newRoom({ open: true })
    const page = await pageOf(room.owner)
    const host = roomPage(page)
    await host.open(room)
    await host.choose('Delete room')
    const question = page.getByRole('alertdialog', { name: 'Delete the room while its session is open?' })
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await expect(host.menuButton).toBeFocused()
    await expect(host.deleted).toBeHidden()
    await host.choose('Delete room')
    await question.getByRole('button', { name: 'Delete room' }).click()
    await expect(host.deleted).toBeVisible()
  })

  test('opening, ending and moving a session', async ({ pageOf, site, newRoom }) => {
    const room = await newRoom({ forAll: true, startsInSeconds: 300 })
    const student = roomPage(await pageOf(site.person('student')))
    await student.open(room)
    await student.seenAs(/Starts in \d:\d\d/)
    await expect(student.enter).toHaveCount(0)
    const host = roomPage(await pageOf(room.owner))
    await host.open(room)

    await host.openNow.click()
    await host.says('The session is open.')
    await student.seenAs('The session is open')
    await expect(student.enter).toBeVisible()

    await host.endSession()
    await host.says('The session has ended.')
    await student.seenAs('The session has ended')
    await expect(student.enter).toHaveCount(0)

    await host.moveTo(inHours(50.5), inHours(52))
    await host.says('The session has a new time.')
    await student.seenAs(/Starts in 2\sdays 2\shours/)
  })

  test('a session cannot be moved into the past, and what was typed stays', async ({ pageOf, newRoom }) => {
    const room = await newRoom()
    const page = await pageOf(room.owner)
    const host = roomPage(page)
    await host.open(room)
    const past = inHours(-30)
    await host.moveTo(past, inHours(2))
    await expect(host.reschedule.getByLabel('Starts')).toHaveAccessibleDescription(/The start is in the past/)
    await expect(host.reschedule.getByLabel('Starts')).toHaveValue(past)
    await page.keyboard.press('Escape')
    const question = page.getByRole('alertdialog', { name: 'Close without saving?' })
    await question.getByRole('button', { name: 'Discard' }).click()
    await expect(host.reschedule).toBeHidden()
    await expect(host.menuButton).toBeFocused()
  })
})

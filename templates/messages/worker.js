// Shows what Conduct pushes to this browser, and opens its page. It holds nothing and sees no request.

self.addEventListener("push", (event) => {
  const { key, title, lines, path } = event.data.json();
  const options = { body: lines.join("\n"), tag: key, data: { path }, icon: "/apple-touch-icon.png" };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(new URL(event.notification.data.path, self.location.origin)));
});

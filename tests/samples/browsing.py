"""What the tests in a browser do on every page."""


def sign_in(page, server, username):
    page.goto(f"{server.url}/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", "rahasia-sekali")
    page.click("main button[type=submit]")

package dev.foz.app.shell;

/** How answers are shown; changed by commands. */
final class Settings {
  String format;
  boolean expanded;
  boolean timing = true;

  Settings(String format) {
    this.format = format;
  }
}

package dev.foz.base;

/** What a {@link Problem} is about; its letter begins the {@link Code}. */
public enum Area {
  FOLDER('F', "the lake folder"),
  DATA('D', "records and rows"),
  SYSTEM('S', "systems outside: sources, storage, state database"),
  COMMAND('C', "what was typed"),
  ENGINE('E', "SQL and the engine"),
  FOZ('I', "Foz itself");

  private final char letter;
  private final String title;

  Area(char letter, String title) {
    this.letter = letter;
    this.title = title;
  }

  public char letter() {
    return letter;
  }

  /** A few words, without a full stop. */
  public String title() {
    return title;
  }
}

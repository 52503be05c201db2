package dev.foz.app.folder;

/**
 * A file to be written.
 *
 * @param path seen from the lake folder
 * @param why what it is for, for people, in a few words
 * @param kind how it is written
 */
public record NewFile(String path, String why, String text, Kind kind) {

  /** What is special about a file. */
  public enum Kind {
    /** Of the lake folder, made once, then the user's. */
    FOLDER,
    /**
     * Records: seems to have lain there for a while, so that nobody waits for it to come to rest.
     */
    INPUT,
    /** Foz's own, written anew where it is an old one. */
    OWN
  }

  static NewFile of(String path, String why, String text) {
    return new NewFile(path, why, text, Kind.FOLDER);
  }
}

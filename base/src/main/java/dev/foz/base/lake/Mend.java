package dev.foz.base.lake;

/**
 * One line of a file of the lake folder that was changed.
 *
 * @param file relative to the lake folder, with {@code /}
 * @param line from 1
 */
public record Mend(String file, int line, String before, String after) {}

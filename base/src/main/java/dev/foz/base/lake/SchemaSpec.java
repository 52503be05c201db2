package dev.foz.base.lake;

import dev.foz.base.Place;
import java.nio.file.Path;

/**
 * One file of {@code schemas/}: a contract as its author wrote it, which nobody has parsed yet.
 *
 * @param name by which tables mean it: the file's name without its ending
 * @param file absolute
 * @param path as people see it, {@code schemas/orders.json}
 * @param text valid UTF-8 without a byte order mark, at most 1 MB; variables are not filled in
 * @param place of the file as a whole
 */
public record SchemaSpec(
    String name, Path file, String path, SchemaFormat format, String text, Place place) {}

/**
 * The file source: records from JSON and CSV files of folders, each file once, by path and byte
 * offset. Nothing here parses a record; it only finds where one ends.
 */
@NullMarked
package dev.foz.source.file;

import org.jspecify.annotations.NullMarked;

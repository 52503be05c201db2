/**
 * What executes SQL: sessions over named table snapshots that return rows or finished data files.
 * Only {@code table} commits; nothing here assumes that an engine shares Foz's process.
 */
@NullMarked
package dev.foz.engine;

import org.jspecify.annotations.NullMarked;

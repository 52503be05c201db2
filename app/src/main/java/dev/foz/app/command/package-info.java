/**
 * The commands of {@code foz}: each reads its options, asks the lake, prints. No rule of the lake
 * lives here.
 */
@NullMarked
package dev.foz.app.command;

import org.jspecify.annotations.NullMarked;

/**
 * What a source is to the rest of Foz: readers that hand out batches of records in order, each with
 * the position to go on from. One package a kind below this one; nothing here knows tables or
 * contracts.
 */
@NullMarked
package dev.foz.source;

import org.jspecify.annotations.NullMarked;

package dev.foz.base.lake;

import dev.foz.base.Place;
import dev.foz.base.TableName;

/**
 * A table that a model reads, but whose changes alone are no reason to build the model.
 *
 * @param place where the model's file names it
 */
public record IgnoredInput(TableName table, Place place) {}

/**
 * The files of a history: folders, segments, manifests and records of runs, and how Spark reads
 * them. Public types here are no API.
 */
@NullMarked
package io.clrspark.history.files;

import org.jspecify.annotations.NullMarked;

/**
 * Enums of the properties that take one of a few values; {@code toString} is the property's text.
 * Imports the JDK alone.
 */
@NullMarked
package io.clrspark.conf.choice;

import org.jspecify.annotations.NullMarked;

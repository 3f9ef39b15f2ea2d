/** The built-in networks: mlp, lenet, cifar. */
@NullMarked
package io.clrspark.model.builtin;

import org.jspecify.annotations.NullMarked;

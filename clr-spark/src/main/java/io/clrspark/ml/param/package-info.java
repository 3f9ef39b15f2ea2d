/** The Params of the estimators, made of the declarations of the properties. */
@NullMarked
package io.clrspark.ml.param;

import org.jspecify.annotations.NullMarked;

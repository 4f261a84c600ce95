/** Encoded pictures to fixed-size uint8 tensors, with limits against hostile input. No Spark. */
package io.lanistr.udf.image;

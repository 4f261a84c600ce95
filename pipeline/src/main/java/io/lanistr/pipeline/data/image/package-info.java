/** Small pictures as plain arrays: PNG in and out, laying one over white, and shrinking. */
package io.lanistr.pipeline.data.image;

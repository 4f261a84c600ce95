/** BERT's text normalisation and WordPiece ids. No Spark. */
package io.lanistr.udf.text;

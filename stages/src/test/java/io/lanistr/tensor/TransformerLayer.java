package io.lanistr.tensor;

import java.util.Random;

/** One pre-norm transformer layer with random weights, to measure operations together. */
final class TransformerLayer {
  private final int d;
  private final int heads;
  private final float dropout;
  private final Random64 key = Random64.of(1);
  private final Tensor gamma;
  private final Tensor beta;
  private final Tensor qkvWeight;
  private final Tensor qkvBias;
  private final Tensor outWeight;
  private final Tensor outBias;
  private final Tensor upWeight;
  private final Tensor upBias;
  private final Tensor downWeight;
  private final Tensor downBias;

  TransformerLayer(Random random, int d, int ff, int heads, float dropout) {
    this.d = d;
    this.heads = heads;
    this.dropout = dropout;
    gamma = parameter(random, 1, d);
    beta = parameter(random, 1, d);
    qkvWeight = parameter(random, 3 * d, d);
    qkvBias = parameter(random, 1, 3 * d);
    outWeight = parameter(random, d, d);
    outBias = parameter(random, 1, d);
    upWeight = parameter(random, ff, d);
    upBias = parameter(random, 1, ff);
    downWeight = parameter(random, d, ff);
    downBias = parameter(random, 1, d);
  }

  private static Tensor parameter(Random random, int rows, int cols) {
    Tensor parameter = Tensor.parameter(rows, cols);
    float[] values = Matrix.random(random, rows, cols).map(v -> 0.1 * v).toFloats();
    parameter.bind(values, 0, new float[rows * cols], 0);
    return parameter;
  }

  Tensor forward(Tape tape, Tensor x, int[] starts, int segments) {
    Tensor normed = LayerNorm.apply(tape, x, gamma, beta, 1e-5f);
    Tensor qkv = Linear.apply(tape, normed, qkvWeight, qkvBias);
    Tensor mixed = Attention.apply(tape, qkv, starts, segments, heads, null, dropout, key);
    Tensor out = Linear.apply(tape, mixed, outWeight, outBias);
    Tensor h = Add.apply(tape, x, Dropout.apply(tape, out, dropout, key));
    Tensor second = LayerNorm.apply(tape, h, gamma, beta, 1e-5f);
    Tensor up = Gelu.apply(tape, Linear.apply(tape, second, upWeight, upBias));
    Tensor down = Linear.apply(tape, up, downWeight, downBias);
    return Add.apply(tape, h, Dropout.apply(tape, down, dropout, key));
  }

  /** Forward, a loss and backward, also to the input. */
  void step(Tape tape, float[] x, int[] starts, int segments) {
    Tensor input = Scale.apply(tape, Tensor.of(x, 0, x.length / d, d), 1f);
    Tensor base =
        Add.apply(tape, input, Rows.gather(tape, beta, new int[x.length / d], x.length / d));
    Tensor y = forward(tape, base, starts, segments);
    tape.backward(MaskedSquaredError.apply(tape, y, x, null, x.length));
    tape.reset();
  }
}

package io.lanistr.pipeline.data.numpy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pickles of plain data and NumPy arrays, and refuses every other pickle.
 *
 * <p>A pickle is a program for a stack machine that may name any Python callable. This machine has
 * the instructions for lists, tuples, dictionaries, text and numbers, and the four callables of
 * {@link NumpyGlobal}, each of which only fills a Java value in: nothing that a pickle says can
 * load a class or run code. Opcodes are those of Python's {@code pickletools}, protocols 2 to 5.
 *
 * <p>Results are {@code null}, {@link Boolean}, {@link Long}, {@link Double}, {@link String},
 * {@code byte[]}, {@link List}, {@link Tuple}, {@link Map}, {@link NumpyArray}, and a list for an
 * array of objects.
 */
public final class PickleReader {

  private static final Object MARK = new Object();
  private static final int STOP = '.';

  /** An immutable Python tuple. */
  record Tuple(List<Object> items) {}

  private final ByteBuffer in;
  private final PickleLimits limits;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final PickledArrays arrays;
  private int objects;

  private PickleReader(ByteBuffer in, PickleLimits limits) {
    this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
    this.arrays = new PickledArrays(limits);
  }

  /**
   * The value that the pickle in {@code bytes} describes.
   *
   * @throws PickleFormatException when it is broken, over the limits, or asks for anything else
   */
  public static Object read(ByteBuffer bytes, PickleLimits limits) {
    if (bytes.remaining() > limits.maxBytes()) {
      throw new PickleFormatException(
          "pickle of " + bytes.remaining() + " bytes, at most " + limits.maxBytes() + " allowed");
    }
    PickleReader reader = new PickleReader(bytes, limits);
    try {
      return reader.arrays.finished(reader.run());
    } catch (BufferUnderflowException e) {
      throw reader.refusal("the pickle ends too early");
    } catch (IllegalArgumentException | ArithmeticException | ClassCastException e) {
      throw reader.refusal(e.getMessage());
    }
  }

  private Object run() {
    for (int opcode = in.get() & 0xff; opcode != STOP; opcode = in.get() & 0xff) {
      step(opcode);
      if (++objects > limits.maxObjects()) {
        throw refusal("more than " + limits.maxObjects() + " objects");
      }
    }
    Object result = pop();
    if (!stack.isEmpty()) {
      throw refusal(stack.size() + " objects are left over");
    }
    return result;
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol(in.get() & 0xff);
      case 0x95 -> in.getLong(); // FRAME: only a hint for buffering
      case '(' -> stack.add(MARK);
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) (in.get() & 0xff));
      case 'M' -> stack.add((long) (in.getShort() & 0xffff));
      case 'J' -> stack.add((long) in.getInt());
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 0x8c -> stack.add(text(in.get() & 0xff));
      case 'X' -> stack.add(text(in.getInt()));
      case 'C' -> stack.add(bytes(in.get() & 0xff));
      case 'B' -> stack.add(bytes(in.getInt()));
      case ')' -> stack.add(new Tuple(List.of()));
      case 0x85 -> stack.add(new Tuple(popLast(1)));
      case 0x86 -> stack.add(new Tuple(popLast(2)));
      case 0x87 -> stack.add(new Tuple(popLast(3)));
      case 't' -> stack.add(new Tuple(popToMark()));
      case ']' -> stack.add(new ArrayList<>());
      case 'a' -> append(popLast(1));
      case 'e' -> append(popToMark());
      case '}' -> stack.add(new LinkedHashMap<>());
      case 's' -> putAll(popLast(2));
      case 'u' -> putAll(popToMark());
      case 'q' -> memo.put(in.get() & 0xff, peek());
      case 'r' -> memo.put(in.getInt(), peek());
      case 0x94 -> memo.put(memo.size(), peek());
      case 'h' -> stack.add(remembered(in.get() & 0xff));
      case 'j' -> stack.add(remembered(in.getInt()));
      case 'c' -> stack.add(NumpyGlobal.named(line(), line()));
      case 0x93 -> stackGlobal();
      case 'R' -> reduce();
      case 'b' -> build();
      default -> throw refusal(String.format("opcode 0x%02x is not one of plain data", opcode));
    }
  }

  private void protocol(int version) {
    if (version < 2 || version > 5) {
      throw refusal("protocol " + version + ", not 2 to 5");
    }
  }

  private void stackGlobal() {
    String name = (String) pop();
    stack.add(NumpyGlobal.named((String) pop(), name));
  }

  private void reduce() {
    List<Object> arguments = ((Tuple) pop()).items();
    NumpyGlobal callable = (NumpyGlobal) pop();
    stack.add(arrays.call(callable, arguments));
  }

  private void build() {
    List<Object> state = ((Tuple) pop()).items();
    arrays.fill(peek(), state);
  }

  @SuppressWarnings("unchecked") // every List on the stack was made by step
  private void append(List<Object> items) {
    ((List<Object>) peek()).addAll(items);
  }

  @SuppressWarnings("unchecked") // every Map on the stack was made by step
  private void putAll(List<Object> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw refusal("a dictionary key without a value");
    }
    Map<Object, Object> target = (Map<Object, Object>) peek();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      target.put((String) keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private Object remembered(int key) {
    if (!memo.containsKey(key)) {
      throw refusal("reference to object " + key + ", which was never kept");
    }
    return memo.get(key);
  }

  private Object peek() {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw refusal("an instruction finds no object");
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    Object top = peek();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<Object> popLast(int count) {
    return popFrom(stack.size() - count);
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw refusal("an instruction finds no mark");
    }
    List<Object> items = popFrom(mark + 1);
    stack.remove(mark);
    return items;
  }

  private List<Object> popFrom(int start) {
    if (start < 0) {
      throw refusal("an instruction finds too few objects");
    }
    List<Object> tail = stack.subList(start, stack.size());
    List<Object> items = new ArrayList<>(tail);
    tail.clear();
    if (items.contains(MARK)) {
      throw refusal("an instruction reaches past a mark");
    }
    return items;
  }

  private void advance(int count) {
    if (count < 0 || count > in.remaining()) {
      throw refusal("a value of " + count + " bytes, " + in.remaining() + " are left");
    }
    in.position(in.position() + count);
  }

  private byte[] bytes(int count) {
    ByteBuffer from = in.duplicate();
    advance(count);
    byte[] value = new byte[count];
    from.get(value);
    return value;
  }

  private String text(int count) {
    try {
      CharBuffer value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(count)));
      return value.toString();
    } catch (CharacterCodingException e) {
      throw refusal("a text that is not UTF-8");
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte b = in.get(); b != '\n'; b = in.get()) {
      line.append((char) (b & 0xff));
    }
    return line.toString();
  }

  private PickleFormatException refusal(String why) {
    return new PickleFormatException("refused pickle, at byte " + in.position() + ": " + why);
  }
}

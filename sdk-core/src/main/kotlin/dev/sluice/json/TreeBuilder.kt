package dev.sluice.json

/**
 * Builds the value from what a scanner finds, and shows it at any moment.
 *
 * Each open container is a [Frame]; a snapshot is one view a frame, from the innermost outwards, so it costs the depth and nothing else.
 * The scanner vouches for the grammar; whatever it is (strict now), the tree and its snapshots stay the same.
 */
internal class TreeBuilder {
    private var frames = arrayOfNulls<Frame>(FIRST_DEPTH)
    private var inText = false
    private var changes = 0L
    private var countedLength = 0

    /** The frame from which on nothing shows, because its key is a duplicate whose older value still counts; -1 if all shows. */
    private var hiddenFrom = -1
    private var shown: JsonValue? = null
    private var shownAt = 0L

    /** Where the text of the string being read goes. */
    val text = TextBuffer()

    /** How many containers are open. */
    var depth = 0
        private set

    /** The whole value, once it is complete. */
    var root: JsonValue? = null
        private set

    /** Rises whenever something visible changes. */
    val version: Long
        get() {
            // Text is appended without telling us, piece by piece; one look here replaces a note for each.
            if (inText && hiddenFrom < 0 && text.visibleLength != countedLength) {
                countedLength = text.visibleLength
                changes++
            }
            return changes
        }

    /** Whether the innermost open container is an object. */
    val insideObject: Boolean get() = depth > 0 && frames[depth - 1] is ObjectFrame

    /** How many of the open containers are of the outermost one's kind. */
    val openLikeRoot: Int get() = (0 until depth).count { (frames[it] is ObjectFrame) == (frames[0] is ObjectFrame) }

    /** How many different keys the innermost object has. */
    val keyCount: Int get() = (frames[depth - 1] as ObjectFrame).keyCount

    fun beginObject() = push(frames[depth] as? ObjectFrame ?: ObjectFrame())

    fun beginArray() = push(frames[depth] as? ArrayFrame ?: ArrayFrame())

    private fun push(frame: Frame) {
        frames[depth++] = frame
        if (depth == frames.size) frames = frames.copyOf(2 * depth)
        changed()
    }

    /** The innermost container is complete. */
    fun end() {
        val complete = frames[--depth]!!.close()
        add(complete)
    }

    /** A key of the innermost object is complete. Tells whether the object has it already. */
    fun key(name: String): Boolean {
        val frame = frames[depth - 1] as ObjectFrame
        frame.key(name)
        if (frame.replaces && hiddenFrom < 0) hiddenFrom = depth - 1
        return frame.replaces
    }

    /** A string begins; what is in [text] shows from now on. */
    fun beginText() {
        inText = true
        countedLength = 0
        changed()
    }

    /** The string is complete. */
    fun endText() {
        inText = false
        add(CompleteString.of(text.finish()))
    }

    /** The next complete value. */
    fun add(value: JsonValue) {
        if (depth == 0) {
            root = value
            frames = arrayOfNulls(0)
        } else {
            frames[depth - 1]!!.add(value)
            if (hiddenFrom == depth - 1) hiddenFrom = -1
        }
        changed()
    }

    private fun changed() {
        if (hiddenFrom < 0) changes++
    }

    /** What is there now, or null if nothing shows; the same instance as long as nothing visible changes. */
    fun show(): JsonValue? {
        val now = version
        if (now != shownAt) {
            shown = root ?: showOpen()
            shownAt = now
        }
        return shown
    }

    private fun showOpen(): JsonValue? {
        var tail = if (inText && hiddenFrom < 0) text.show() else null
        for (at in (if (hiddenFrom < 0) depth - 1 else hiddenFrom) downTo 0) tail = frames[at]!!.show(tail)
        return tail
    }

    /** The way to the innermost container, and on to the value in it if one [isBegun]. */
    fun path(isBegun: Boolean): JsonPath {
        var path = JsonPath.ROOT
        for (at in 0 until depth) {
            val frame = frames[at]!!
            if (at < depth - 1 || isBegun || frame is ObjectFrame) path = frame.pathFrom(path)
        }
        return path
    }

    private companion object {
        const val FIRST_DEPTH = 8
    }
}

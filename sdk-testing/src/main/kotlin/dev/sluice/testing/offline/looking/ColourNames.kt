package dev.sluice.testing.offline.looking

import java.awt.Color

/** What people call a colour. */
internal object ColourNames {
    private const val BLACK = 0.18
    private const val PALE = 0.13
    private const val WHITE = 0.9
    private const val BROWN = 0.62

    /** Up to which angle of the colour wheel a name goes. */
    private val HUES = listOf(
        15 to "red", 45 to "orange", 70 to "yellow", 165 to "green", 195 to "cyan", 255 to "blue", 290 to "purple", 345 to "pink",
        360 to "red",
    )

    fun of(colour: Color): String {
        val (hue, saturation, brightness) = Color.RGBtoHSB(colour.red, colour.green, colour.blue, null)
        return when {
            brightness < BLACK -> "black"
            saturation < PALE -> if (brightness > WHITE) "white" else "grey"
            else -> HUES.first { hue * 360 <= it.first }.second.let { if (it == "orange" && brightness < BROWN) "brown" else it }
        }
    }
}

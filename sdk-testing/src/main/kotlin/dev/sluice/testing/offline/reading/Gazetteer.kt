package dev.sluice.testing.offline.reading

/** A little general knowledge about names: enough to tell a person from a company from a place in everyday text. */
internal object Gazetteer {
    val FIRST_NAMES = set(
        """
        Aaron Adam Adrian Ahmed Aisha Alan Alex Alexander Alice Amanda Amelia Amir Amy Ana Anders Andrea Andrew Angela Anita Anna
        Anne Anthony Antonio Arjun Arthur Barbara Ben Benjamin Bob Brian Bruno Carl Carla Carlos Carol Caroline Catherine Charles
        Charlotte Chen Chris Christian Christine Christopher Claire Clara Daniel David Deborah Dennis Diana Diego Donald Dorothy
        Edward Elena Eleanor Elizabeth Ella Emily Emma Eric Erik Eva Fatima Felix Fiona Francis Frank Gabriel George Grace Greg
        Hanna Hannah Hans Harry Hassan Helen Henry Ian Ines Ingrid Irene Isabel Ivan Jack Jacob James Jan Jane Jason Javier Jean
        Jennifer Jessica Joan Joe Johan Johanna John Jonas Jonathan Jose Joseph Joshua Juan Julia Julie Karen Karl Kate Katherine
        Kenji Kevin Klaus Laura Lars Lena Leo Li Liam Linda Lisa Louise Lucas Lucia Lucy Luis Luke Marco Margaret Maria Marie Mario
        Mark Martha Martin Mary Matthew Max Mei Michael Michelle Miguel Mike Mohammed Monica Nadia Nancy Natalie Nicholas Nina Nora
        Oliver Olivia Omar Oscar Pablo Patricia Patrick Paul Paula Pedro Peter Philip Priya Rachel Rahul Ravi Rebecca Richard Robert
        Roberto Rosa Ruth Ryan Sam Samuel Sandra Sara Sarah Sergio Sofia Sophie Stefan Stephen Steve Steven Susan Tanya Thomas Tim
        Tom Tomas Ursula Valentina Vera Victor Victoria Wei William Yuki Yusuf Zoe
        """,
    )

    val PLACES = set(
        """
        Amsterdam Athens Atlanta Austin Bangalore Bangkok Barcelona Beijing Berlin Bogota Boston Brussels Budapest Cairo Cambridge
        Chicago Copenhagen Dallas Delhi Denver Dubai Dublin Edinburgh Frankfurt Geneva Hamburg Helsinki Houston Istanbul Jakarta
        Johannesburg Krakow Lagos Lima Lisbon London Lyon Madrid Manchester Melbourne Miami Milan Montreal Moscow Mumbai Munich
        Nairobi Oslo Oxford Paris Philadelphia Portland Prague Rome Santiago Seattle Seoul Shanghai Singapore Stockholm Stuttgart
        Sydney Tallinn Tokyo Toronto Vancouver Vienna Warsaw Washington Zurich Argentina Australia Austria Belgium Brazil Canada
        Chile China Colombia Denmark Egypt England Estonia Europe Finland France Germany Greece India Indonesia Ireland Israel Italy
        Japan Kenya Mexico Netherlands Nigeria Norway Poland Portugal Scotland Spain Sweden Switzerland Turkey Ukraine UK USA Africa
        Asia California Texas Florida
        """,
    ) + phrases(
        "New York, San Francisco, Los Angeles, San Diego, Hong Kong, Tel Aviv, Buenos Aires, Mexico City, Cape Town, Rio de Janeiro",
        "New Zealand, South Africa, South Korea, North America, South America, United States, United Kingdom, Silicon Valley, New Delhi",
    )

    val COMPANY_ENDINGS = set(
        """
        Inc Corp Corporation Ltd Limited LLC LLP GmbH AG SA SE NV BV PLC Plc Co Company Group Holdings Holding Bank Technologies
        Technology Systems Labs Partners Capital Ventures Industries Software Solutions Foods Motors Energy Pharma Airlines
        Logistics Media Studios Robotics Consulting Associates Analytics Works Networks Dynamics Enterprises Insurance Bros
        """,
    )

    val PRODUCT_ENDINGS = set("Pro Max Plus Ultra Mini Air Lite XL SE Edition Premium Studio")

    val TITLES = set("Mr Mrs Ms Dr Prof Professor Sir CEO CTO CFO COO President Chairman Director Judge Senator Minister")

    /** Words that start sentences, or stand in capitals, without being names. */
    val NO_NAMES = set(
        """
        A About Action After All Also Although An And Any Are As At Because Before But By Can Could Dear Despite Did Do Does Due
        During Each Even Every First For From Given Good Great Has Have He Hello Hey Hi Her Here His How However I If In Is It Its
        Just Last Later Let Like Many Maybe More Most My Never Next No None Not Note Nothing Now Of On Once One Only Or Other Our
        Overall Please Re She Should Since So Some Still Subject Such Thanks Thank That The Their Then There These They This Those
        Though To Today Tomorrow Two Under Unfortunately Until Up Was We Were What When Where Whether Which While Who Why Will With
        Would Yes Yesterday Yet You Your Regards Sincerely Best Kind Very Monday Tuesday Wednesday Thursday Friday Saturday Sunday
        January February March April May June July August September October November December I'm I've I'd I'll It's That's We're
        We've You're Don't Can't Total Subtotal Invoice Date Order Amount Price Tax VAT Qty Quantity Email Phone Address URL ID FAQ
        PDF CPU RAM API HTTP SQL JSON XML OK USD EUR GBP JPY INR CHF CAD AUD AM PM Q1 Q2 Q3 Q4
        """,
    )

    private fun phrases(vararg lists: String): Set<String> = lists.flatMap { it.split(", ") }.toSet()

    private fun set(words: String): Set<String> = words.split(' ', '\n').filter { it.isNotBlank() }.toSet()
}

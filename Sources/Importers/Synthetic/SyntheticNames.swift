/// Names of people who do not exist: every number has its own.
enum SyntheticNames {
    static let first = words(
        """
        Ada Aisha Alan Alba Alice Amara Amir Ana Anders Andrea Anika Anna Anton Arjun Astrid Aurora Ayo Beatriz Ben Bianca
        Boris Bruno Camille Carla Carlos Cecilia Chen Chiara Clara Claude Conrad Dalia Daniel Daria David Diego Dina Dmitri
        Edith Elena Elias Ella Emil Emma Enzo Erik Esther Eva Fatima Felix Fiona Frank Freya Gabriel Georg Gina Grace Greta
        Hana Hannah Harald Hassan Helen Hugo Ida Igor Ines Ingrid Irene Isaac Ivan Jack Jana Jasmin Jean Jin John Jonas Jorge
        Josef Julia Kaito Karin Karl Kate Kenji Klara Kofi Lars Laura Leila Leo Lena Liam Lila Linda Lucas Lucia Luis Maja
        Marco Maria Marie Mark Marta Mateo Max Maya Mei Mila Mina Miriam Mohamed Nadia Naomi Nico Nina Noah Nora Olga Oliver
        Omar Oscar Pablo Paul Paula Pedro Petra Priya Rafael Ravi Rosa Ruth Sami Samuel Sara Sergei Simone Sofia Stefan Sven
        Tara Teresa Theo Tomas Uma Vera Victor Viola Walter Wanda Yara Yuki Yusuf Zara Zoe
        """
    )

    static let last = words(
        """
        Abe Adeyemi Ahlberg Ahmed Almeida Anders Andrade Aoki Arnaud Baker Banerjee Barros Bauer Becker Bell Benson Berg
        Bianchi Blake Bloom Boone Borg Brandt Braun Brooks Bruun Caldwell Campos Cardoso Carey Castro Chandra Chang Chaudhry
        Clark Cole Conti Cooper Costa Cruz Dahl Dalton Das Delgado Demir Diaz Dietrich Dubois Duval Eastwick Edwards Eklund
        Engel Eriksen Escobar Farrell Faure Fischer Flores Fontaine Foster Franco Friedman Fujita Garcia Garnier Gibson Gomes
        Gray Green Grimm Gupta Haas Hagen Hale Hansen Harper Hart Hayashi Henry Herrera Hill Hoffman Holm Horvat Hughes Ibarra
        Ikeda Ito Ivanov Jansen Jensen Joshi Kaiser Kapoor Karlsen Katz Kaya Keller Khan Kim Klein Kobayashi Koch Kovacs
        Kowalski Kumar Laine Lang Larsen Laurent Lee Leone Lewis Lim Lind Lopez Lund Mackay Maier Marin Marino Martel Martin
        Mason Mehta Mendes Meyer Miller Mitchell Molina Monroe Moreau Morgan Mori Moss Murphy Nagy Nakamura Navarro Nielsen
        Nilsson Noble Novak Nunes Oakley Okafor Olsen Ortega Osman Otto Owens Palmer Park Patel Perrin Petrov Pires Popov Price
        Quinn Radic Rahman Ramos Reyes Rhodes Ricci Richter Rivera Roche Romano Rossi Roth Rousseau Ruiz Ryan Saito Santos Sato
        Schmidt Schubert Serra Shah Sharp Silva Simon Singh Sommer Sorensen Stark Stein Stone Suzuki Svoboda Tan Tanaka Taylor
        Torres Tran Turner Ueda Vance Varga Vega Vidal Vogel Wagner Walker Wang Ward Weber Wells West White Winter Wolf Wood
        Wright Yamada Yilmaz Young Zapata Zhang Ziegler
        """
    )

    /// The name of person `number`.
    static func name(_ number: Int) -> String {
        let firstName = first[number % first.count]
        var rest = number / first.count
        // Turned by the first name, so that neighbouring numbers share no last name; still one number per name.
        let lastName = last[(rest + (number % first.count) * 31) % last.count]
        rest /= last.count
        var initials = ""
        while rest > 0 {
            initials += "\(letter(rest % 26)). "
            rest /= 26
        }
        return "\(firstName) \(initials)\(lastName)"
    }

    private static func letter(_ number: Int) -> Character {
        Character(Unicode.Scalar(UInt8(65 + number)))
    }

    static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

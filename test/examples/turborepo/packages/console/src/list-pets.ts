import { createApi } from "@example/api/client";

/** Returns the names of all pets, one per line. */
export async function listPets(baseUrl: string): Promise<string> {
  const pets = await createApi({ baseUrl }).listPets();
  if (!pets.ok) throw pets.error;
  return pets.data.map(({ name }) => name).join("\n");
}
